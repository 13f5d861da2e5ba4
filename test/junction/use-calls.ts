import { randomUUID } from 'node:crypto';
import type { CallLimits } from '../../src/junction/call-policy.js';
import {
  createJunctionClient,
  type FinishedCall,
  type JunctionClient,
} from '../../src/junction/client.js';
import { json } from './upstream-server.js';
import { useUpstream } from './use-junction.js';

export const OK = json(200, { results: [] });
export const DOWN = json(503, {});

/** A server in Junction's place and a client for it, both new for each test. `connect` creates the client. */
export function useCalls() {
  const junction = useUpstream({ lifetime: 'TEST' });
  const finished: FinishedCall[] = [];
  let client: JunctionClient | undefined;

  afterEach(async () => {
    await client?.close();
    client = undefined;
    finished.length = 0;
  });

  function connect(limits: Partial<CallLimits>): void {
    client = createJunctionClient({
      baseUrl: junction.baseUrl,
      apiKey: 'sk_us_test',
      limits,
      onCall: (call) => finished.push(call),
    });
  }

  /** Requests the results of an order, by default of a random one. */
  async function ask(id = randomUUID(), caller?: AbortSignal): Promise<unknown> {
    return client?.orderResults(id, caller);
  }

  /** Makes concurrent calls for different orders. Returns the outcome of each: `OK`, or the code of its error. */
  async function outcomesOf(calls: number): Promise<string[]> {
    const settled = await Promise.allSettled(Array.from({ length: calls }, () => ask()));
    return settled.map((call) =>
      call.status === 'fulfilled' ? 'OK' : (call.reason as { code: string }).code,
    );
  }

  return { junction, finished, connect, ask, outcomesOf };
}

export async function millisecondsOf(work: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work.catch(() => undefined);
  return performance.now() - startedAt;
}
