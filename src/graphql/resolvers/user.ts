import { companyUser, type CompanyUser } from '../company-user.js';
import { connectionOf, pageOf, type ConnectionArguments } from '../connection.js';
import type { UserResolvers } from '../generated/schema-types.js';
import { loaded } from '../loaded.js';
import type { PrepareReference } from './entities.js';

/** Anybody may be referred to, by the key's name in the company's graph. */
export function userReference(key: string): PrepareReference {
  return (_loaders, reference) => () => companyUser(reference[key]);
}

/** The resolvers of the company's entity, whose key may have another name in the company's graph. */
export function userResolvers(key: string) {
  return {
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
