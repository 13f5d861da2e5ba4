import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** Prometheus waits 10 s for all metrics together. */
const READ_TIMEOUT_MS = 2_000;

/** Creates the registry of all metrics, with the metrics of the process. */
export function createRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** A value of a gauge with labels. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * Adds a gauge that is read for each scrape, e.g. from the database. When the read fails, the gauge is absent; the
 * other metrics are not affected.
 *
 * @param read null: there is no value.
 */
export function readAtScrape(
  registry: Registry,
  name: string,
  help: string,
  read: () => Promise<number | null>,
): void {
  readSamplesAtScrape(registry, { name, help, labelNames: [] }, async () => {
    const value = await read();
    return value === null ? [] : [{ labels: {}, value }];
  });
}

/** The same for a gauge with labels. */
export function readSamplesAtScrape(
  registry: Registry,
  gauge: { readonly name: string; readonly help: string; readonly labelNames: readonly string[] },
  read: () => Promise<readonly Sample[]>,
): void {
  new Gauge({
    ...gauge,
    registers: [registry],
    async collect() {
      const late = pause(READ_TIMEOUT_MS, [], { ref: false });
      const samples = await Promise.race([read().catch(() => []), late]);
      this.reset();
      if (gauge.labelNames.length === 0) this.remove();
      for (const { labels, value } of samples) this.set(labels, value);
    },
  });
}

/**
 * Serves `GET /metrics` for Prometheus.
 *
 * @param mayRead whether a request with this `Router-Authorization` may read the metrics: they contain no data of
 *   single patients, but they are not public.
 */
export function registerMetrics(
  fastify: FastifyInstance,
  registry: Registry,
  mayRead: (routerAuthorization: unknown) => boolean,
): void {
  fastify.get('/metrics', async (request, reply) => {
    if (!mayRead(request.headers['router-authorization'])) return reply.code(401).send();
    return reply.type(registry.contentType).send(await registry.metrics());
  });
}
