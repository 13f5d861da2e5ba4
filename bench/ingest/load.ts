import { Pool as HttpPool } from 'undici';
import { signedDelivery } from '../../test/support/deliveries.js';

export interface LoadResult {
  readonly events: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly rejected: number;
}

/** Runs the given number of workers until the time is over or no item is left. */
export async function drive<T>(
  items: readonly T[],
  workers: number,
  milliseconds: number,
  work: (item: T) => Promise<boolean>,
): Promise<LoadResult> {
  const latencies: number[] = [];
  let next = 0;
  let rejected = 0;
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      while (performance.now() - startedAt < milliseconds) {
        const item = items[next++];
        if (item === undefined) return;
        const sentAt = performance.now();
        if (!(await work(item))) rejected++;
        latencies.push(performance.now() - sentAt);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  latencies.sort((a, b) => a - b);
  const percentile = (share: number) => latencies[Math.floor(latencies.length * share)] ?? 0;
  const [p50, p99] = [percentile(0.5), percentile(0.99)];
  return { events: latencies.length, seconds, p50, p99, rejected };
}

/** Posts signed bodies over the given number of connections. */
export async function postBodies(
  url: string,
  bodies: readonly string[],
  connections: number,
  milliseconds: number,
): Promise<LoadResult> {
  const pool = new HttpPool(url, { connections });
  const deliveries = bodies.map((body) => signedDelivery(body));
  try {
    return await drive(deliveries, connections, milliseconds, async (delivery) => {
      const { statusCode, body } = await pool.request({
        method: 'POST',
        path: '/webhooks/junction',
        headers: {
          'content-type': 'application/json',
          'svix-id': delivery.id,
          'svix-timestamp': delivery.timestamp,
          'svix-signature': delivery.signature,
        },
        body: delivery.body,
      });
      await body.dump();
      return statusCode === 200;
    });
  } finally {
    await pool.close();
  }
}
