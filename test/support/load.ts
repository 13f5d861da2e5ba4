import { setTimeout as pause } from 'node:timers/promises';

const PAUSE_MS = 50;

/** A request under load. @returns the HTTP status of the response */
export type Request = () => Promise<number>;

export interface LoadReport {
  readonly answered: number;
  /** Every response other than 200, and every request without a response. */
  readonly failures: readonly string[];
}

/** Repeats each of the requests until it is stopped, and records the failures. */
export function startLoad(requests: readonly Request[]): { stop(): Promise<LoadReport> } {
  const stopping = new AbortController();
  const failures: string[] = [];
  let answered = 0;
  const repeat = async (request: Request) => {
    while (!stopping.signal.aborted) {
      try {
        const status = await request();
        answered += 1;
        if (status !== 200) failures.push(`status ${status}`);
      } catch (error) {
        failures.push(describe(error));
      }
      await pause(PAUSE_MS);
    }
  };
  const running = requests.map(repeat);
  return {
    async stop() {
      stopping.abort();
      await Promise.all(running);
      return { answered, failures };
    },
  };
}

function describe(error: unknown): string {
  const { message, cause } = error as Error & { cause?: Partial<Error> };
  return cause?.message === undefined ? message : `${message}: ${cause.message}`;
}
