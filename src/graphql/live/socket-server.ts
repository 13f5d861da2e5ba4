import type { FastifyInstance } from 'fastify';
import type { GraphQLError } from 'graphql';
import { handleProtocols, makeServer, type Context } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import { WebSocketServer } from 'ws';
import { authorizationOf } from '../../access/authorization-header.js';
import { UNAUTHENTICATED_VIEWER, type Viewer } from '../../access/viewer.js';
import { acceptWebSockets } from '../../http/upgrades.js';
import { serializeError, publicError } from '../errors.js';
import { SUBSCRIPTIONS } from '../preparation/prepare-operation.js';
import { callAt } from './call-at.js';
import { dropUnresponsive } from './drop-unresponsive.js';
import type { LiveOptions } from './register.js';
import {
  closeWithin,
  GOING_AWAY,
  POLICY_VIOLATION,
  SocketConnection,
} from './socket-connection.js';
import { createSubscriber, type Subscriber } from './subscriber.js';
import { tooManySubscriptions, type Subscriptions } from './subscriptions.js';
import { TokenBucket } from './token-bucket.js';
import type { ViewerBounds } from './viewer-bounds.js';

export interface SocketServerOptions extends LiveOptions {
  readonly subscriptions: Subscriptions;
  readonly bounds: ViewerBounds;
}

const PING_EVERY_MS = 12_000;
/** Larger than any subscription within the limits. */
const MAX_MESSAGE_BYTES = 64 * 1024;
/** The time in which a router can forward the error to the clients of a connection without a valid token. */
const UNAUTHENTICATED_MS = 10_000;

type Parameters = Readonly<Record<string, unknown>>;
type Connection = Context<Parameters, SocketConnection>;
type Open = () => ReturnType<Subscriptions['open']>;

/**
 * Serves subscriptions, and no other operations, over WebSocket at `/graphql` (graphql-transport-ws). Clients that do
 * not read are disconnected. When the service closes, each connection is closed with code 1001, so that clients connect
 * again.
 */
export function registerSockets(fastify: FastifyInstance, options: SocketServerOptions): void {
  const { metrics, subscriptionLimits: limits } = options;
  // Not bound to the HTTP server, which handles its own errors.
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    handleProtocols,
  });
  acceptWebSockets(fastify.server, '/graphql', (request, socket, head) =>
    sockets.handleUpgrade(request, socket, head, (it) => sockets.emit('connection', it, request)),
  );
  const subscriberOf = ({ viewer }: SocketConnection) => {
    const requestId = randomUUID();
    return createSubscriber({
      viewer,
      requestId,
      log: fastify.log.child({ reqId: requestId }),
      metrics,
    });
  };
  const server = makeServer<Parameters, SocketConnection>({
    onConnect: (connection) => admit(connection, options),
    onSubscribe: ({ extra: connection }, _id, request) => {
      const subscriber = subscriberOf(connection);
      const preparation = options.prepare(request, connection.viewer, SUBSCRIPTIONS);
      if (preparation.kind === 'REJECTED') return reject(preparation.errors, subscriber);
      if (connection.operationCount >= limits.subscriptionsPerSocket) {
        metrics.countLimit('subscriptions');
        return reject([tooManySubscriptions()], subscriber);
      }
      const { document, operationName } = preparation;
      const open: Open = () => connection.subscribe(options.subscriptions, preparation, subscriber);
      // graphql-ws passes these to `subscribe`, which executes the prepared operation.
      return { schema: options.schema, document, operationName, contextValue: open };
    },
    subscribe: ({ contextValue }) => (contextValue as Open)(),
    onError: (_connection, _id, _request, errors) => errors.map(serializeError),
  });
  sockets.on('connection', (socket, request) => {
    dropUnresponsive(socket, PING_EVERY_MS, metrics.countDrop);
    const rate = new TokenBucket(
      limits.messagesPerSecond,
      limits.messagesPerSecond + limits.subscriptionsPerSocket,
    );
    const takeMessage = ({ viewer }: SocketConnection) => {
      const isTaken = rate.take() && options.bounds.takeMessage(viewer);
      if (!isTaken) metrics.countLimit('messages');
      return isTaken;
    };
    const connection = new SocketConnection(socket, request, { takeMessage, log: fastify.log });
    metrics.countSocket(1);
    connection.onClose(() => metrics.countSocket(-1));
    connection.serve(server);
  });
  fastify.addHook('preClose', (done) => {
    for (const socket of sockets.clients) closeWithin(socket, GOING_AWAY, 'Going away');
    sockets.close(done);
  });
}

/**
 * Authenticates a connection by its headers. Browsers cannot set headers of a WebSocket, so the connection parameters
 * count as headers. A router is admitted even without a valid token: it forwards the error of each subscription to its
 * client, but would hide the reason for a close.
 */
async function admit(
  { extra: connection, connectionParams = {} }: Connection,
  { authenticator, bounds, metrics }: SocketServerOptions,
): Promise<boolean> {
  const parameters = Object.fromEntries(
    Object.entries(connectionParams).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const { request } = connection;
  const routerAuthorization =
    request.headers['router-authorization'] ?? parameters['router-authorization'];
  if (!authenticator.isAdmitted(routerAuthorization)) return false;
  connection.isRouter = authenticator.isRouter(routerAuthorization);
  const authorization = authorizationOf(request);
  const viewer = await authenticator.authenticate(
    authorization === undefined ? parameters.authorization : authorization,
  );
  if (viewer === UNAUTHENTICATED_VIEWER && !connection.isRouter) return false;
  const release = bounds.takeSocket(viewer);
  if (release === null) {
    metrics.countLimit('sockets');
    closeWithin(connection.socket, POLICY_VIOLATION, 'Too many connections');
    return true;
  }
  connection.onClose(release);
  connection.viewer = viewer;
  connection.onClose(callAtEnd(viewer, () => void connection.expire()));
  return true;
}

/**
 * Calls back when the viewer's token expires, or soon where there is no token.
 *
 * @returns a function that cancels the call
 */
function callAtEnd(viewer: Viewer, callback: () => void): () => void {
  if (viewer.expiresAt !== null) return callAt(viewer.expiresAt, callback);
  if (viewer !== UNAUTHENTICATED_VIEWER) return () => undefined;
  const timer = setTimeout(callback, UNAUTHENTICATED_MS);
  return () => clearTimeout(timer);
}

function reject(errors: readonly GraphQLError[], { codes, end }: Subscriber): GraphQLError[] {
  for (const error of errors) codes.add(publicError(error).code);
  end();
  return [...errors];
}
