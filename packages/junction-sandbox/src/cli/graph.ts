const QUERY = `query LabTest($id: ID!) {
  orderTransaction(id: $id) {
    status
    patientAction
    orders(orderBy: CREATED_ASC) { id origin status createdAt }
    combinedResults {
      biomarkers { name result unit order { origin } }
      missingBiomarkers { name }
    }
    redrawOutcome { complete recovered { name } stillMissing { name } }
  }
}`;
const WEBHOOK_PATH = '/webhooks/junction';
const TIME_LIMIT_MS = 10_000;

/**
 * The answer of the order-transactions subgraph for a transaction; null when the receiver is another service or
 * rejects the request.
 */
export async function queryTransaction(webhookUrl: string, id: string): Promise<unknown> {
  const url = new URL(webhookUrl);
  if (url.pathname !== WEBHOOK_PATH) return null;
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: QUERY, variables: { id } }),
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
  }).catch(() => null);
  return response?.ok ? response.json().catch(() => null) : null;
}

/** The patient's action in an answer of {@link queryTransaction}; null when the answer does not contain it. */
export function patientActionOf(answer: unknown): string | null {
  const { data } = (answer ?? {}) as Answer;
  return data?.orderTransaction?.patientAction ?? null;
}

interface Answer {
  readonly data?: { readonly orderTransaction?: { readonly patientAction?: string } | null } | null;
}
