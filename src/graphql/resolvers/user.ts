import type { CompanyUser } from '../company-user.js';
import { connectionOf, pageOf } from '../connection.js';
import type { UserResolvers } from '../generated/schema-types.js';

/** The resolvers of the company's entity, whose key may have another name in the company's graph. */
export function userResolvers(key: string) {
  const orderTransactions: UserResolvers['orderTransactions'] = async ({ id }, args, { loaders }) =>
    connectionOf(await loaders.pageOfUser(pageOf(args)).load(id), args);
  return { [key]: ({ id }: CompanyUser) => id, orderTransactions };
}
