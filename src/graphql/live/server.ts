import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type Context } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import { WebSocketServer } from 'ws';
import { authorizationOf } from '../../access/authorization-header.js';
import type { Gatekeeper } from '../../access/gatekeeper.js';
import { NOBODY, type Viewer } from '../../access/viewer.js';
import { CallerGoneError, createCaller } from '../../http/caller-signal.js';
import { acceptWebSockets } from '../../http/upgrades.js';
import { createContext } from '../context.js';
import { formatError, publicError } from '../errors.js';
import type { GraphMetrics } from '../metrics.js';
import { newNote, tell } from '../operation-note.js';
import { SUBSCRIPTIONS, type PrepareOperation } from '../preparation/prepare-operation.js';
import type { GraphSources } from '../sources.js';
import { connectSocket, type LiveSocket } from './connect-socket.js';
import { dropUnresponsive } from './drop-unresponsive.js';
import { subscribeLive, type LiveScope } from './subscribe-live.js';

export interface LiveOptions extends GraphSources {
  readonly schema: GraphQLSchema;
  readonly gatekeeper: Gatekeeper;
  readonly metrics: GraphMetrics;
  readonly prepare: PrepareOperation;
}

const PING_EVERY_MS = 12_000;
/** For a client to answer that it has heard of the end. */
const GOODBYE_MS = 2_000;
/** Larger than any subscription that passes the limits. */
const MAX_MESSAGE_BYTES = 64 * 1024;
/** The longest that a timer of Node can wait. */
const MAX_TIMER_MS = 2 ** 31 - 1;
/** Of WebSocket itself. */
const GOING_AWAY = 1001;

interface Caller extends LiveSocket {
  viewer?: Viewer;
  expiry?: NodeJS.Timeout;
}
type Parameters = Readonly<Record<string, unknown>>;
type Connection = Context<Parameters, Caller>;

/**
 * Serves subscriptions, and nothing else, over WebSocket at `/graphql`. Whoever does not read is dropped. Closing ends
 * each connection with the code 1001, upon which clients connect anew: to another instance, where there is one.
 */
export function registerLive(fastify: FastifyInstance, options: LiveOptions): void {
  // Not bound to the server, whose own errors are not ours to tell.
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols,
  });
  acceptWebSockets(fastify.server, '/graphql', (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (it) => sockets.emit('connection', it, request)),
  );
  // What has just changed may not be in a replica yet.
  const sources = { ...options, ...options.fresh };
  const server = makeServer<Parameters, Caller>({
    onConnect: (connection) => admit(connection, options.gatekeeper),
    onClose: ({ extra }) => clearTimeout(extra.expiry),
    onSubscribe: (connection, _id, request) => {
      const scope = scopeOf(connection, sources, fastify.log);
      const { viewer = NOBODY } = connection.extra;
      const preparation = options.prepare(request, viewer, SUBSCRIPTIONS);
      if (preparation.kind === 'REJECTED') {
        scope.onEnd(new Set(preparation.errors.map((error) => publicError(error).code)));
        return [...preparation.errors];
      }
      const { document, operationName, variables } = preparation;
      const { schema } = options;
      return { schema, document, operationName, variableValues: variables, contextValue: scope };
    },
    subscribe: subscribeLive,
    onError: (_connection, _id, _request, errors) =>
      errors.map((error) => formatError(error.toJSON(), error)),
  });
  sockets.on('connection', (socket, request) => {
    dropUnresponsive(socket, PING_EVERY_MS, options.metrics.noteDrop);
    connectSocket(server, { socket, request }, fastify.log);
  });
  fastify.addHook('preClose', (done) => {
    for (const socket of sockets.clients) {
      socket.close(GOING_AWAY, 'Going away');
      // Whoever does not read says no goodbye, and must not hold up the end.
      setTimeout(() => socket.terminate(), GOODBYE_MS).unref();
    }
    sockets.close(done);
  });
}

/** One subscription, from its beginning to the line in the log that tells of its end. */
function scopeOf(
  { extra: { viewer = NOBODY } }: Connection,
  options: LiveOptions,
  serverLog: FastifyBaseLogger,
): LiveScope {
  const startedAt = performance.now();
  const requestId = randomUUID();
  const log = serverLog.child({ reqId: requestId });
  const subscription = createCaller();
  const { signal: caller } = subscription;
  return {
    createContext: () =>
      createContext(options, { viewer, caller, requestId, note: newNote(), log }),
    onEnd: (codes) => {
      subscription.abort(new CallerGoneError('the subscription has ended'));
      const durationMs = performance.now() - startedAt;
      tell({ kind: 'subscription', executor: null, codes }, durationMs, log, options.metrics.count);
    },
  };
}

/** Browsers cannot set headers of a WebSocket, so the parameters of the connection count as such. */
async function admit(connection: Connection, gatekeeper: Gatekeeper): Promise<boolean> {
  const { extra, connectionParams } = connection;
  const given = Object.fromEntries(
    Object.entries(connectionParams ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const { headers } = extra.request;
  const routerAuthorization = headers['router-authorization'] ?? given['router-authorization'];
  if (!gatekeeper.admits(routerAuthorization)) return false;
  const authorization = authorizationOf(extra.request);
  const viewer = await gatekeeper.recognise(
    authorization === undefined ? given.authorization : authorization,
  );
  extra.viewer = viewer;
  if (viewer.expiresAt !== null) {
    const time = Math.min(viewer.expiresAt - Date.now(), MAX_TIMER_MS);
    extra.expiry = setTimeout(() => extra.socket.close(CloseCode.Forbidden, 'Forbidden'), time);
  }
  return viewer !== NOBODY;
}
