import { parse, print } from 'graphql';

/** What a newcomer wants to see of a lab test. */
const LAB_TEST = `{
  status
  orders(orderBy: CREATED_ASC) { id origin status createdAt }
  combinedResults {
    biomarkers { name result unit order { origin } }
    missingBiomarkers { name }
  }
  redrawOutcome { complete recovered { name } stillMissing { name } }
}`;

/** The query a newcomer meets first: for one transaction, or for the newest where none is known. */
export function firstOperation(transactionId: string | null): string {
  const query =
    transactionId === null
      ? `query LabTests { orderTransactions(first: 5) { edges { node ${LAB_TEST} } } }`
      : `query LabTest { orderTransaction(id: ${JSON.stringify(transactionId)}) ${LAB_TEST} }`;
  return print(parse(query));
}
