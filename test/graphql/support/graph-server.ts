import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import type { AuditEntry } from '../../../src/access/audit-trail.js';
import { createAuthenticator } from '../../../src/access/authenticator.js';
import { readConfig } from '../../../src/config/config.js';
import { createGraphMetrics } from '../../../src/graphql/metrics.js';
import { buildSchema } from '../../../src/graphql/schema.js';
import { registerGraphQL, type GraphQLOptions } from '../../../src/graphql/server.js';
import { createHttpServer } from '../../../src/http/server.js';
import { TransactionChanges } from '../../../src/orders/live/transaction-changes.js';
import { DocumentLinks } from '../../../src/documents/document-links.js';
import type { MirrorReads } from '../../../src/store/read/index.js';
import { searchForMarks } from '../../support/canary.js';
import { testLogger } from '../../support/logger.js';
import { testRegistry } from '../../support/registry.js';
import { useCleanup, useResource, type ResourceOptions } from '../../support/use-resource.js';

export interface GraphServer {
  readonly url: string;
  /** The entries that the audit trail recorded, unless the test passes its own trail. */
  readonly audit: readonly AuditEntry[];
  /** Every line that was logged so far. */
  readonly log: readonly string[];
  ask(
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<GraphAnswer>;
  close(): Promise<void>;
}

export interface GraphAnswer {
  readonly data?: unknown;
  readonly extensions?: Readonly<Record<string, string>>;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: unknown;
  }[];
}

/**
 * Starts the graph on a free port. Dependencies that are not in the options are unreachable.
 *
 * @param checkEveryMs the interval in which `close` checks the connections that clients leave open
 */
export async function startGraphServer(
  options: Partial<GraphQLOptions> = {},
  checkEveryMs = 20,
): Promise<GraphServer> {
  const log: string[] = [];
  const audit: AuditEntry[] = [];
  const fastify = createHttpServer({
    logger: testLogger(log),
    stopping: new AbortController().signal,
    limits: { checkEveryMs },
  });
  const { mirror, results } = { ...NOTHING_REACHABLE, ...options };
  await registerGraphQL(fastify, {
    ...NOTHING_REACHABLE,
    fresh: { mirror, results },
    audit: { record: (entries) => Promise.resolve(void audit.push(...entries)) },
    ...options,
  });
  await fastify.listen({ host: '127.0.0.1', port: 0 });
  const { port } = fastify.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/graphql`;
  return {
    url,
    audit,
    log,
    ask: async (query, variables, headers) => {
      const answer = await post(url, JSON.stringify({ query, variables }), headers);
      const result = (await answer.json()) as GraphAnswer;
      searchForMarks('an error', () => JSON.stringify(result.errors ?? []));
      return result;
    },
    close: () => fastify.close(),
  };
}

/** The graph for the tests of a file or `describe` block, or for each test. */
export function useGraphServer(
  options: () => Partial<GraphQLOptions> = () => ({}),
  resource?: ResourceOptions,
): GraphServer {
  return useResource(
    () => startGraphServer(options()),
    (graph) => graph.close(),
    resource,
  );
}

/** @returns a function that starts a graph for the current test */
export function useGraphServers(): typeof startGraphServer {
  const afterTest = useCleanup();
  return async (options) => {
    const graph = await startGraphServer(options);
    afterTest(() => graph.close());
    return graph;
  };
}

export function post(
  url: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

/** Every read fails as it does without a database: no server listens on port 1. */
function unreachableMirror(): MirrorReads {
  const pool = new Pool({ host: '127.0.0.1', port: 1 });
  const read = async () => (await pool.query<never>('SELECT')).rows;
  return {
    findTransactions: read,
    findOrders: read,
    findEvents: read,
    computePatientActions: read,
    findOrdered: read,
    findAppointments: read,
    listTransactions: read,
    listTransactionsOfUsers: read,
  };
}

export const NOTHING_REACHABLE: Omit<GraphQLOptions, 'audit' | 'fresh'> = {
  buildSchema,
  metrics: createGraphMetrics(testRegistry(), new TransactionChanges(0)),
  authenticator: createAuthenticator({ routerSecrets: [], tokens: null }),
  mirror: unreachableMirror(),
  results: { find: () => Promise.reject(new Error('this test has no results')) },
  collectionSites: { find: () => Promise.reject(new Error('this test has no sites')) },
  labDocuments: {
    links: new DocumentLinks({
      secret: 'the secret of the tests',
      publicUrl: 'https://labs.test/',
    }),
    missing: { find: () => Promise.resolve(new Set()) },
  },
  ingest: () => Promise.reject(new Error('this test takes in no webhooks')),
  cancelOrder: () => Promise.reject(new Error('this test cancels no orders')),
  trackOrder: () => Promise.reject(new Error('this test tracks no orders')),
  production: false,
  compressResponses: false,
  changes: new TransactionChanges(10),
  corsOrigins: [],
  subscriptionLimits: readConfig({}).subscriptions,
  explorer: null,
  // Most tests send an operation once.
  compilerLimits: { operations: 100, executions: 0, intervalMs: 0 },
};
