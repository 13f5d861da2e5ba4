import { graphql } from './generated/gql.js';

/** A page of a person's lab tests, newest first. */
export const LAB_TESTS = graphql(`
  query LabTests($userId: ID!, $first: Int, $after: String) {
    orderTransactions(userId: $userId, first: $first, after: $after) {
      edges {
        cursor
        node {
          id
          status
          createdAt
          orders {
            id
            origin
            status
          }
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);
