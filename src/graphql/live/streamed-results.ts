import { GraphQLError, type ExecutionResult } from 'graphql';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { ResponseStream } from './response-stream.js';

/**
 * Yields the results of a subscription for an HTTP response. graphql-sse queues without limit what a client does not
 * read, so the next result waits until the response is drained. An event stream has no message for errors, so the error
 * that closes the subscription becomes its last result.
 */
export async function* streamedResults(
  results: ResponseStream,
  response: ServerResponse,
): AsyncGenerator<ExecutionResult, undefined> {
  try {
    for (;;) {
      await drained(response);
      const { done, value } = await results.next();
      if (done) return undefined;
      yield value;
    }
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    yield { errors: [error] };
    return undefined;
  }
}

async function drained(response: ServerResponse): Promise<void> {
  if (!response.writableNeedDrain || response.destroyed) return;
  await Promise.race([once(response, 'drain'), once(response, 'close')]);
}
