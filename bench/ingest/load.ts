import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool as HttpPool } from 'undici';
import { signedDelivery } from '../../test/support/deliveries.js';
import {
  isWrkInstalled,
  postByWrk,
  writeRequests,
  type LoadResult,
  type LoadSize,
  type PreparedRequest,
} from '../wrk.js';

/** The time in which a server completes the requests whose responses wrk does not wait for. */
const DRAIN_MS = 500;

/** Runs the given number of workers until the time is over or no item is left. */
export async function drive<T>(
  items: readonly T[],
  workers: number,
  seconds: number,
  work: (item: T) => Promise<boolean>,
): Promise<LoadResult> {
  const latencies: number[] = [];
  let next = 0;
  let failed = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      while (performance.now() - startedAt < seconds * 1000) {
        const item = items[next++];
        if (item === undefined) return;
        const sentAt = performance.now();
        if (!(await work(item))) failed++;
        latencies.push(performance.now() - sentAt);
      }
    }),
  );
  const taken = (performance.now() - startedAt) / 1000;
  latencies.sort((a, b) => a - b);
  const percentile = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
  const [p50, p99] = [percentile(0.5), percentile(0.99)];
  return { requests: latencies.length, seconds: taken, p50, p99, failed };
}

/** Requests that deliver the bodies, signed. */
export function deliveriesOf(bodies: readonly string[]): PreparedRequest[] {
  return bodies.map((body) => {
    const { id, timestamp, signature } = signedDelivery(body);
    const headers = {
      'content-type': 'application/json',
      'svix-id': id,
      'svix-timestamp': timestamp,
      'svix-signature': signature,
    };
    return { path: '/webhooks/junction', headers, body };
  });
}

/** Posts requests for some seconds, each of them once: by wrk where it is installed. */
export async function post(
  url: string,
  requests: readonly PreparedRequest[],
  size: LoadSize,
): Promise<LoadResult> {
  if (!isWrkInstalled) return postByUndici(url, requests, size);
  const folder = await mkdtemp(path.join(tmpdir(), 'order-transactions-load-'));
  try {
    const file = await writeRequests(path.join(folder, 'requests'), requests);
    const result = await postByWrk(url, file, size);
    if (result.requests > requests.length)
      throw new Error(`wrk sent ${result.requests} of ${requests.length} requests: prepare more`);
    await pause(DRAIN_MS);
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Posts requests until none is left. */
export function postAll(
  url: string,
  requests: readonly PreparedRequest[],
  connections: number,
): Promise<LoadResult> {
  return postByUndici(url, requests, { connections, seconds: Infinity });
}

async function postByUndici(
  url: string,
  requests: readonly PreparedRequest[],
  { connections, seconds }: LoadSize,
): Promise<LoadResult> {
  const pool = new HttpPool(url, { connections });
  try {
    return await drive(requests, connections, seconds, async (request) => {
      const { statusCode, body } = await pool.request({ method: 'POST', ...request });
      await body.dump();
      return statusCode === 200;
    });
  } finally {
    await pool.close();
  }
}
