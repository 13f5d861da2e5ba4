import { ApolloClient, InMemoryCache, type ApolloLink, type Reference } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import type { OrderTransactionStatus } from './generated/graphql.js';

const FILTERS = ['status', 'orderStatus', 'hasRedraw', 'critical', 'patientAction'];

/** Joins the pages of a list. A transaction that moved from one page to the next appears once. */
function joinedPages(keyArgs: string[]): ReturnType<typeof relayStylePagination> {
  const pagination = relayStylePagination(keyArgs);
  return {
    ...pagination,
    read: (existing, options) => {
      const pages = pagination.read?.(existing, options);
      if (!pages?.edges) return pages;
      const known = new Set<unknown>();
      const edges = pages.edges.filter((edge) => {
        const id = options.readField('id', options.readField<Reference>('node', edge));
        const isRepeated = id !== undefined && known.has(id);
        known.add(id);
        return !isRepeated;
      });
      return { ...pages, edges };
    },
  };
}

/** Creates a client whose cache stores one lab test under its id and joins the pages of a list. */
export function createGraphClient(link: ApolloLink): ApolloClient {
  return new ApolloClient({
    link,
    cache: new InMemoryCache({
      typePolicies: {
        Query: {
          fields: { orderTransactions: joinedPages(['userId', 'changedAfter', ...FILTERS]) },
        },
        User: { fields: { orderTransactions: joinedPages(FILTERS) } },
        LabCollectionSite: { keyFields: false },
      },
    }),
  });
}

/** The text for a patient. The compiler requires a text for every known status, and a default for future statuses. */
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
      return 'Contact us about your lab test.';
  }
}
