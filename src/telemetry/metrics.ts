import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';

/** The registry that every room adds its metrics to, with those of the process. */
export function createRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

/**
 * `GET /metrics`, for Prometheus.
 *
 * @param mayRead judges the header `Router-Authorization`: counts tell of patients in bulk only, yet they are nobody
 *   else's business.
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
