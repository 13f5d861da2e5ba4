import type { Overview, SandboxState, Transaction, Webhook, WebhookDetails } from './types.js';

interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: object;
  /** Junction's API requires the key. The sandbox's own endpoints do not. */
  readonly apiKey?: string;
}

/** Calls the sandbox. @throws Error with a message for the page */
export async function call(path: string, { method, body, apiKey }: Call = {}): Promise<Response> {
  const response = await fetch(path, {
    method: method ?? 'GET',
    headers: {
      ...(body && { 'content-type': 'application/json' }),
      ...(apiKey !== undefined && { 'x-vital-api-key': apiKey }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) {
    throw new Error(problemOf(response.status, await response.json().catch(() => null)));
  }
  return response;
}

/** The text of a problem in Junction's form: `detail` is a text, or a list of the errors in the request. */
export function problemOf(status: number, body: unknown): string {
  const { detail } = (body ?? {}) as { readonly detail?: unknown };
  if (typeof detail === 'string') return detail;
  if (!Array.isArray(detail)) return `The sandbox answered ${status}.`;
  return (detail as readonly { readonly loc: readonly string[]; readonly msg: string }[])
    .map(({ loc, msg }) => `${loc.at(-1) ?? 'body'}: ${msg}`)
    .join('; ');
}

async function get<T>(path: string): Promise<T> {
  return (await (await call(path)).json()) as T;
}

export async function loadOverview(): Promise<Overview> {
  const [state, webhooks, transactions] = await Promise.all([
    get<SandboxState>('/_sandbox/state'),
    get<Webhook[]>('/_sandbox/webhooks'),
    get<Transaction[]>('/_sandbox/transactions'),
  ]);
  return { state, webhooks, transactions: transactions.reverse() };
}

export async function loadWebhook(id: string): Promise<WebhookDetails> {
  return await get(`/_sandbox/webhooks/${id}`);
}
