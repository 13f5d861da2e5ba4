import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { requestOf, type Caller, type RouterAnswer } from './router-stage.js';
import { readEvents } from '../../support/event-stream.js';

/** Subscribes to one transaction. The iterator finishes when the router completes the subscription. */
export type Subscribe = (url: string, caller: Caller, id: string) => Updates;

export type Updates = AsyncIterableIterator<RouterAnswer>;

const QUERY = `subscription($id: ID!) {
  orderTransactionUpdated(id: $id) { status user { name } orders { origin invoiceNumber } }
}`;

/** Server-sent events, as most backends and browsers without a library use them. */
export const subscribeOverEvents: Subscribe = async function* (url, caller, id) {
  const aborting = new AbortController();
  const request = requestOf(caller, QUERY, { id }, 'text/event-stream');
  try {
    const response = await fetch(url, { ...request, signal: aborting.signal });
    for await (const data of readEvents(response)) yield data as RouterAnswer;
  } finally {
    aborting.abort();
  }
};

/** graphql-ws, as Apollo's clients, Relay and urql use it. */
export const subscribeOverSocket: Subscribe = async function* (url, { token }, id) {
  const client = createClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: token === null ? {} : { authorization: `Bearer ${token}` },
  });
  try {
    yield* client.iterate({ query: QUERY, variables: { id } }) as Updates;
  } catch (errors) {
    if (!Array.isArray(errors)) throw errors;
    yield { errors: errors as RouterAnswer['errors'] & object };
  } finally {
    await client.dispose();
  }
};

/** Reads answers until the subscription completes, or until one matches. */
export async function readUntil(
  updates: Updates,
  isLast: (answer: RouterAnswer) => boolean = () => false,
): Promise<RouterAnswer[]> {
  const answers: RouterAnswer[] = [];
  for await (const answer of updates) {
    answers.push(answer);
    if (isLast(answer)) break;
  }
  return answers;
}

export function codesOf({ errors = [] }: RouterAnswer): unknown[] {
  return errors.map(({ extensions }) => extensions?.code);
}
