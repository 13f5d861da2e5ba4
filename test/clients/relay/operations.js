import { graphql } from 'relay-runtime';

export const LabTestsFragment = graphql`
  fragment LabTests_query on Query
  @refetchable(queryName: "LabTestsPaginationQuery")
  @argumentDefinitions(
    userId: { type: "ID!" }
    count: { type: "Int", defaultValue: 20 }
    cursor: { type: "String" }
  ) {
    user(id: $userId) {
      name
      orderTransactions(first: $count, after: $cursor)
        @connection(key: "LabTests_orderTransactions") {
        edges {
          node {
            id
            status
          }
        }
      }
    }
  }
`;

export const LabTestsQuery = graphql`
  query LabTestsQuery($userId: ID!, $count: Int) {
    ...LabTests_query @arguments(userId: $userId, count: $count)
  }
`;

export const LabTestUpdates = graphql`
  subscription LabTestUpdatesSubscription($id: ID!) {
    orderTransactionUpdated(id: $id) {
      id
      status
    }
  }
`;

export const LabTestQuery = graphql`
  query LabTestQuery($id: ID!) {
    orderTransaction(id: $id) @catch(to: RESULT) {
      id
      status
    }
  }
`;
