import { companyUser, type CompanyUser } from '../company-user.js';
import { connectionOf, pageOf, type ConnectionArguments } from '../connection.js';
import type { UserResolvers } from '../generated/schema-types.js';
import { loaded } from '../loaded.js';
import { referenceResolver } from './entities.js';

/** The resolvers of the company's entity, whose key may have another name in the company's graph. */
export function userResolvers(key: string) {
  return {
    __resolveReference: referenceResolver(
      (_loaders, reference) => () => companyUser(reference[key]),
    ),
    [key]: ({ id }: CompanyUser) => id,
    orderTransactions: User.orderTransactions,
  };
}

const User = {
  orderTransactions: loaded(
    ({ transactionsOfUser }, { id }, args: ConnectionArguments) => ({
      from: transactionsOfUser(pageOf(args)),
      id,
    }),
    (rows, args) => connectionOf(rows, args),
  ),
} satisfies UserResolvers;
