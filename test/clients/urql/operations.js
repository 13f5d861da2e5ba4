import { gql } from '@urql/core';

export const LAB_TESTS = gql`
  query LabTests($userId: ID!, $first: Int, $after: String) {
    user(id: $userId) {
      id
      name
      orderTransactions(first: $first, after: $after) {
        edges {
          node {
            id
            status
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`;

export const LAB_TEST_UPDATES = gql`
  subscription LabTestUpdates($id: ID!) {
    orderTransactionUpdated(id: $id) {
      id
      status
    }
  }
`;

export const LAB_TEST = gql`
  query LabTest($id: ID!) {
    orderTransaction(id: $id) {
      id
      status
    }
  }
`;
