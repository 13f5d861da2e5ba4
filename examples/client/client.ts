import { ApolloClient, HttpLink, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import type { OrderTransactionStatus } from './generated/graphql.js';

/** A client of the graph whose cache knows one lab test by its id, and joins the pages of a list. */
export function createGraphClient(uri: string): ApolloClient {
  return new ApolloClient({
    link: new HttpLink({ uri }),
    cache: new InMemoryCache({
      typePolicies: {
        Query: {
          fields: { orderTransactions: relayStylePagination(['userId', 'status', 'changedAfter']) },
        },
        User: { fields: { orderTransactions: relayStylePagination(['status']) } },
      },
    }),
  });
}

/** What a patient reads. The compiler asks for every status known, and for those that are still to come. */
export function describeStatus(status: OrderTransactionStatus): string {
  switch (status) {
    case 'ACTIVE':
      return 'Your lab test is under way.';
    case 'COMPLETED':
      return 'Your results are there.';
    case 'CANCELLED':
      return 'Your lab test was cancelled.';
    case 'UNKNOWN':
    case '%future added value':
    default:
      return 'Ask us how your lab test stands.';
  }
}
