import { companyUser } from '../company-user.js';
import { connectionOf, pageOf } from '../connection.js';
import type { UserResolvers } from '../generated/schema-types.js';

export const User: UserResolvers = {
  __resolveReference: ({ id }) => companyUser(id),
  orderTransactions: async ({ id }, args, { loaders }) =>
    connectionOf(await loaders.transactionsOfUser(pageOf(args)).load(id), args),
};
