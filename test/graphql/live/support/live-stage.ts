import { once } from 'node:events';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { WebSocket } from 'ws';
import { createAuthenticator } from '../../../../src/access/authenticator.js';
import { readConfig, type SubscriptionLimits } from '../../../../src/config/config.js';
import { poolOf } from '../../../../src/database/data-source.js';
import { createGraphMetrics } from '../../../../src/graphql/metrics.js';
import { TransactionChanges } from '../../../../src/orders/live/transaction-changes.js';
import { createMirrorReads } from '../../../../src/store/read/index.js';
import { startIssuer, type TestIssuer } from '../../../access/support/issuer.js';
import { openTestDatabase } from '../../../support/database.js';
import { emptyTables } from '../../../support/empty-tables.js';
import { testRegistry } from '../../../support/registry.js';
import { startGraphServer, type GraphServer } from '../../support/graph-server.js';
import { insertOrder, insertTransaction, TRANSACTION } from '../../support/mirror-rows.js';
import { until } from '../../../support/until.js';
import { useResource } from '../../../support/use-resource.js';

export const ROUTER_SECRET = 'the secret of the router in these tests';
export const WATCH = `subscription { orderTransactionUpdated(id: "${TRANSACTION}") { status } }`;

/** The graph with token authentication and a transaction of user-a. */
export interface LiveStage {
  readonly pool: Pool;
  readonly issuer: TestIssuer;
  /** The open subscriptions and the announced changes. */
  readonly changes: TransactionChanges;
  start(options?: StageOptions): Promise<GraphServer>;
  /** Reads a metric of the graph that was started last. */
  metric(name: string): Promise<number>;
  token(claims?: Record<string, unknown>): Promise<string>;
  /** Opens a client with an initialized connection. The next reset closes it. */
  connect(graph: GraphServer, headers: Record<string, string>): Promise<RawClient>;
  /** Changes the transaction, as another instance does. */
  change(rawStatus: string): Promise<void>;
  reset(): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  readonly routerSecrets?: readonly string[];
  readonly limits?: Partial<SubscriptionLimits>;
}

async function openLiveStage(): Promise<LiveStage> {
  const database: DataSource = await openTestDatabase();
  const pool = poolOf(database);
  const issuer = await startIssuer();
  const changes = new TransactionChanges(10_000);
  const graphs: GraphServer[] = [];
  const clients: RawClient[] = [];
  const closeClients = () => {
    for (const { socket } of clients.splice(0)) socket.terminate();
  };
  let registry = testRegistry();
  return {
    pool,
    issuer,
    changes,
    start: async ({ routerSecrets = [], limits = {} } = {}) => {
      registry = testRegistry();
      const graph = await startGraphServer({
        authenticator: createAuthenticator({ routerSecrets, tokens: issuer.settings }),
        mirror: createMirrorReads(pool),
        metrics: createGraphMetrics(registry, changes),
        changes,
        subscriptionLimits: { ...readConfig({}).subscriptions, ...limits },
      });
      graphs.push(graph);
      return graph;
    },
    metric: async (name) => {
      const line = (await registry.metrics()).split('\n').find((it) => it.startsWith(`${name} `));
      return line === undefined ? 0 : Number(line.slice(name.length));
    },
    token: (claims) => issuer.sign(claims),
    connect: async (graph, headers) => {
      const client = await RawClient.connect(graph, headers);
      clients.push(client);
      return client;
    },
    change: async (rawStatus) => {
      await pool.query(
        'UPDATE order_transaction SET raw_status = $1, changed_at = clock_timestamp()',
        [rawStatus],
      );
      changes.notify({ transactionId: TRANSACTION, people: [] });
    },
    reset: async () => {
      closeClients();
      await Promise.all(graphs.splice(0).map((graph) => graph.close()));
      await emptyTables(pool);
      await insertTransaction(pool);
      await insertOrder(pool, { user_id: 'user-a' });
    },
    close: async () => {
      closeClients();
      await Promise.all(graphs.map((graph) => graph.close()));
      await issuer.goAway();
      await database.destroy();
    },
  };
}

/** A stage for the tests of a file, which is reset before each test. */
export function useLiveStage(): LiveStage {
  const stage = useResource(openLiveStage, (it) => it.close());
  beforeEach(() => stage.reset());
  return stage;
}

export interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: unknown;
}

/**
 * A client without its own protocol logic: it sends the messages of a test and stores the messages that it receives.
 */
export class RawClient {
  readonly received: Message[] = [];
  /** The code and the reason of the close. */
  readonly closed: Promise<[code: number, reason: string]>;

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) =>
      this.received.push(JSON.parse(data.toString()) as Message),
    );
    // A server may break the connection of a client that continues to send.
    socket.on('error', () => undefined);
    this.closed = once(socket, 'close').then(([code, reason]) => [code as number, String(reason)]);
  }

  static async connect(
    graph: GraphServer,
    headers: Record<string, string> = {},
    init = true,
  ): Promise<RawClient> {
    const socket = new WebSocket(graph.url.replace('http', 'ws'), 'graphql-transport-ws', {
      headers,
    });
    const client = new RawClient(socket);
    await once(socket, 'open');
    if (init) client.send({ type: 'connection_init' });
    return client;
  }

  send(...messages: Message[]): void {
    for (const message of messages) this.socket.send(JSON.stringify(message));
  }

  subscribe(id: string, query = WATCH): void {
    this.send({ id, type: 'subscribe', payload: { query } });
  }

  /** Waits for the given number of messages of a type, optionally of one id. */
  async messages(type: string, count = 1, id?: string): Promise<Message[]> {
    const found = () =>
      this.received.filter((it) => it.type === type && (id === undefined || it.id === id));
    await until(() => found().length >= count || this.socket.readyState === this.socket.CLOSED);
    if (found().length < count) throw new Error(`The socket was closed before ${count} ${type}`);
    return found();
  }
}
