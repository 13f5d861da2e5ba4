import { userIdArgument } from '../company-user.js';
import { connectionOf, pageOf, type ConnectionArguments } from '../connection.js';
import type {
  QueryOrderArgs,
  QueryOrderTransactionArgs,
  QueryResolvers,
} from '../generated/schema-types.js';
import { asItIs, loaded } from '../loaded.js';
import { keyOfPage } from '../mirror-loaders.js';
import { idArgument } from './ids.js';

export const Query = {
  orderTransaction: loaded(
    ({ transactions }, _root, { id }: QueryOrderTransactionArgs) => ({
      from: transactions,
      id: idArgument(id),
    }),
    asItIs,
  ),
  order: loaded(
    ({ orders }, _root, { id }: QueryOrderArgs) => ({ from: orders, id: idArgument(id) }),
    asItIs,
  ),
  orderTransactions: loaded(
    (
      { transactionsOfUser, transactionPages },
      _root,
      { userId, ...args }: ConnectionArguments & { readonly userId?: string | null },
    ) => {
      const page = pageOf(args);
      return userId == null
        ? { from: transactionPages, id: keyOfPage(page) }
        : { from: transactionsOfUser(page), id: userIdArgument(userId) };
    },
    (rows, args) => connectionOf(rows, args),
  ),
} satisfies QueryResolvers;
