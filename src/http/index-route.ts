import type { FastifyInstance } from 'fastify';

/** The text of `GET /`. */
export const INDEX_TEXT = `The order-transactions subgraph

POST /graphql            GraphQL operations as JSON: { "query": "{ __typename }" }
POST /webhooks/junction  webhooks signed by Junction
GET  /health/live        whether the process runs
GET  /health/ready       whether it can serve requests
GET  /metrics            metrics for Prometheus
GET  /operator/…         deliveries, quarantine, sync: behind the router's secret
`;

/** Serves `GET /` for a person who opens the service's URL. */
export function registerIndex(fastify: FastifyInstance): void {
  fastify.get('/', (_request, reply) => reply.type('text/plain; charset=utf-8').send(INDEX_TEXT));
}
