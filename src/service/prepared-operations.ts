import { print, parse } from 'graphql';

/** The fields of a lab test that show a redraw. */
const LAB_TEST = `{
  status
  orders(orderBy: CREATED_ASC) { id origin status createdAt }
  combinedResults {
    biomarkers { name result unit order { origin } }
    missingBiomarkers { name }
  }
  redrawOutcome { complete recovered { name } stillMissing { name } }
}`;

const LIST = `query LabTests {
  orderTransactions(first: 5) {
    nodes { id status createdAt orders { origin status } }
    pageInfo { hasNextPage endCursor }
  }
}`;

const TRACK_ORDER = `mutation TrackOrder {
  trackOrder(input: {
    orderId: "the id that Junction returned for the placed order"
    orderTransactionId: "the id of its order_transaction"
    userId: "your id of the person, the client_user_id"
  }) {
    order { status rawStatus transaction { id } }
    userErrors { code field message }
  }
}`;

/**
 * The operations of the explorer's tabs: a lab test, the redraw screen, the list, live updates, and `trackOrder`. The
 * first is also printed at the start.
 *
 * @param transactionId the transaction to show; null where none is known
 */
export function preparedOperations(transactionId: string | null): readonly string[] {
  const id = JSON.stringify(transactionId ?? 'the id of a transaction');
  const labTest =
    transactionId === null
      ? `query LabTest { orderTransactions(first: 5) { nodes ${LAB_TEST} } }`
      : `query LabTest { orderTransaction(id: ${id}) ${LAB_TEST} }`;
  const redrawScreen = `query RedrawScreen {
    orderTransaction(id: ${id}) {
      status
      initialOrder { id status lab testName }
      redrawOrder { id status collectionMethod expectedResultBy }
      timeline { status createdAt order { origin } }
      redrawOutcome { complete recovered { name } stillMissing { name } }
    }
  }`;
  const updates = `subscription LabTestUpdates {
    orderTransactionUpdated(id: ${id}) { status changedAt orders { origin status } }
  }`;
  return [labTest, redrawScreen, LIST, updates, TRACK_ORDER].map((text) => print(parse(text)));
}
