import { GraphQLError, type ExecutionResult } from 'graphql';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { SubscriptionAnswers } from './subscription-answers.js';

/**
 * Yields the results of a subscription for an HTTP response. graphql-sse queues without limit what a client does not
 * read, so the next result waits until the response is drained. An event stream has no message for errors, so the error
 * that closes the subscription becomes its last result.
 */
export function streamedAnswers(
  answers: SubscriptionAnswers,
  response: ServerResponse,
): AsyncGenerator<ExecutionResult, undefined> {
  return {
    next: async () => {
      await drained(response);
      try {
        return await answers.next();
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        return { done: false, value: { errors: [error] } };
      }
    },
    return: () => answers.return(),
    throw: (error) => answers.throw(error),
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: () => answers[Symbol.asyncDispose](),
  };
}

async function drained(response: ServerResponse): Promise<void> {
  if (!response.writableNeedDrain || response.destroyed) return;
  await Promise.race([once(response, 'drain'), once(response, 'close')]);
}
