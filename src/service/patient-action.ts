const QUERY = 'query($id: ID!) { orderTransaction(id: $id) { patientAction } }';

/** Reads the patient action of a transaction from the running service; null where it requires a token. */
export async function readPatientAction(
  url: string,
  routerSecret: string | undefined,
  id: string,
): Promise<string | null> {
  const secret = routerSecret === undefined ? {} : { 'router-authorization': routerSecret };
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...secret },
    body: JSON.stringify({ query: QUERY, variables: { id } }),
  }).catch(() => null);
  const answer = (await response?.json().catch(() => null)) as Answer | null | undefined;
  return answer?.data?.orderTransaction?.patientAction ?? null;
}

interface Answer {
  readonly data?: { readonly orderTransaction: { readonly patientAction: string } | null } | null;
}
