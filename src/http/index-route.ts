import type { FastifyInstance } from 'fastify';

const TEXT = `The order-transactions subgraph

POST /graphql            GraphQL operations as JSON: { "query": "{ __typename }" }
POST /webhooks/junction  webhooks signed by Junction
GET  /health/live        whether the process runs
GET  /health/ready       whether it can serve requests
GET  /metrics            metrics for Prometheus
GET  /operator/…         deliveries, quarantine, sync: behind the router's secret
`;

/** `GET /`, for a person who opens the address of the service. */
export function registerIndex(
  fastify: FastifyInstance,
  { production }: { production: boolean },
): void {
  const text = production ? TEXT : `${TEXT}\nOpen /graphql in a browser to explore the graph.\n`;
  fastify.get('/', (_request, reply) => reply.type('text/plain; charset=utf-8').send(text));
}
