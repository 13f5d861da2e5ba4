import { userIdArgument, uuidArgument } from '../arguments.js';
import { connectionOf, pageOf } from '../connection.js';
import type { QueryResolvers } from '../generated/schema-types.js';

export const Query: QueryResolvers = {
  orderTransaction: (_root, { id }, { loaders }) =>
    loaders.transactions.load(uuidArgument('id', id)),
  order: (_root, { id }, { loaders }) => loaders.orders.load(uuidArgument('id', id)),
  orderTransactions: async (_root, { userId, ...args }, { reads, loaders }) => {
    const page = pageOf(args);
    const rows =
      userId == null
        ? await reads.page(page)
        : await loaders.pageOfUser(page).load(userIdArgument(userId));
    return connectionOf(rows, args);
  },
};
