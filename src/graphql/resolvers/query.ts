import { userIdArgument, uuidArgument } from '../arguments.js';
import { connectionOf, pageOf } from '../connection.js';
import type {
  QueryOrderArgs,
  QueryOrderTransactionArgs,
  QueryOrderTransactionsArgs,
  QueryResolvers,
} from '../generated/schema-types.js';
import { asItIs, loaded } from '../loaded.js';
import { keyOfPage } from '../mirror-loaders.js';

export const Query = {
  orderTransaction: loaded(
    ({ transactions }, _root, { id }: QueryOrderTransactionArgs) => ({
      from: transactions,
      id: uuidArgument('id', id),
    }),
    asItIs,
  ),
  order: loaded(
    ({ orders }, _root, { id }: QueryOrderArgs) => ({ from: orders, id: uuidArgument('id', id) }),
    asItIs,
  ),
  orderTransactions: loaded(
    (
      { transactionsOfUser, transactionPages },
      _root,
      { userId, ...args }: QueryOrderTransactionsArgs,
    ) => {
      const page = pageOf(args);
      return userId == null
        ? { from: transactionPages, id: keyOfPage(page) }
        : { from: transactionsOfUser(page), id: userIdArgument(userId) };
    },
    (rows, args) => connectionOf(rows, args),
  ),
} satisfies QueryResolvers;
