import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { graphiqlPage, graphiqlPolicy } from './graphiql-page.js';
import { rejectGet } from '../rejected-request.js';
import { prepare, type ExplorerOptions } from './prepared.js';
import { sandboxPage, sandboxPolicy } from './sandbox-page.js';

/**
 * Serves the explorers: Apollo Sandbox at `/graphql`, and GraphiQL at `/graphiql`, which needs no internet connection.
 */
export function registerExplorer(fastify: FastifyInstance, options: ExplorerOptions): void {
  fastify.get('/graphql', (request, reply) => {
    if (!request.headers.accept?.includes('text/html')) return rejectGet(request, reply);
    const nonce = randomUUID();
    return show(reply, sandboxPage(prepare(options, request), nonce), sandboxPolicy(nonce));
  });
  fastify.get('/graphiql', async (request, reply) => {
    const nonce = randomUUID();
    const page = await graphiqlPage(prepare(options, request), nonce);
    return show(reply, page, graphiqlPolicy(nonce));
  });
}

/** Pages may contain the router's secret. */
function show(reply: FastifyReply, page: string, policy: string): FastifyReply {
  return reply
    .header('cache-control', 'no-store')
    .header('content-security-policy', policy)
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(page);
}
