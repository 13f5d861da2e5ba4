import { userIdArgument } from '../company-user.js';
import { connectionOf, pageOf } from '../connection.js';
import type { QueryResolvers } from '../generated/schema-types.js';
import { idArgument } from './ids.js';

export const Query: QueryResolvers = {
  orderTransaction: (_root, { id }, { loaders }) => loaders.transactions.load(idArgument(id)),
  order: (_root, { id }, { loaders }) => loaders.orders.load(idArgument(id)),
  orderTransactions: async (_root, { userId, ...args }, { loaders }) => {
    const page = pageOf(args);
    const rows =
      userId == null
        ? await loaders.transactionPage(page)
        : await loaders.transactionsOfUser(page).load(userIdArgument(userId));
    return connectionOf(rows, args);
  },
};
