import type { Connection } from '@order-transactions/console-kit';

/** A `fetch` that reports whether the service responds. */
export function createWatchedFetch(report: (connection: Connection) => void): typeof fetch {
  return async (input, init) => {
    try {
      const response = await fetch(input, init);
      report('live');
      return response;
    } catch (error) {
      if (init?.signal?.aborted !== true) report('not connected');
      throw error;
    }
  };
}
