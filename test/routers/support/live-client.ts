import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { requestOf, type Caller, type RouterAnswer } from './router-stage.js';
import { readEvents } from '../../support/event-stream.js';

/** Subscribes to one transaction; the iterator ends when the router completes the subscription. */
export type Subscribe = (url: string, caller: Caller, id: string) => Updates;

export type Updates = AsyncIterableIterator<RouterAnswer>;

const QUERY = `subscription($id: ID!) {
  orderTransactionUpdated(id: $id) { status user { name } orders { origin invoiceNumber } }
}`;

/** As browsers without a library and most backends do. */
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

/** As Apollo's clients, Relay and urql do with graphql-ws. */
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

/** All answers until the subscription ends, or until one is as requested. */
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
