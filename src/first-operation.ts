/** The query a newcomer meets first. Without an id it asks for one as a variable. */
export function firstOperation(transactionId: string | null): string {
  const [variables, id] =
    transactionId === null ? ['($id: ID!)', '$id'] : ['', JSON.stringify(transactionId)];
  return `query LabTest${variables} {
  orderTransaction(id: ${id}) {
    status
    orders(orderBy: CREATED_ASC) { id origin status createdAt }
    combinedResults {
      status
      biomarkers { name result unit order { origin } }
      missingBiomarkers { name }
    }
  }
}`;
}
