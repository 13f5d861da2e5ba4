import type { FastifyBaseLogger } from 'fastify';
import { CloseCode, type Server } from 'graphql-ws';
import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { WebSocket } from 'ws';
import { UNAUTHENTICATED_VIEWER, type Viewer } from '../../access/viewer.js';
import { unauthenticated } from '../preparation/require-token.js';
import { isServerMessage, readMessage } from './client-message.js';
import { OrderedOperations } from './ordered-operations.js';
import type { PreparedOperation } from '../preparation/prepare-operation.js';
import { ResponseStream } from './response-stream.js';
import type { Subscriber } from './subscriber.js';
import type { Subscriptions } from './subscriptions.js';

/** The time in which a client can read the last messages and answer the close. */
const CLOSE_TIMEOUT_MS = 2_000;
/** WebSocket close codes after which clients may connect again. */
export const GOING_AWAY = 1001;
export const POLICY_VIOLATION = 1008;

export interface ConnectionRules {
  /** @returns false when the client sends too many messages. */
  readonly takeMessage: (connection: SocketConnection) => boolean;
  readonly log: FastifyBaseLogger;
}

/**
 * A WebSocket connection and its subscriptions. It replaces graphql-ws's own binding to `ws`, which writes errors with
 * the operation to the console, and lets an error during the close end the process.
 */
export class SocketConnection {
  /** Set once the client has initialized the connection. */
  viewer: Viewer = UNAUTHENTICATED_VIEWER;
  /** Whether the connection has the router's secret. */
  isRouter = false;
  private readonly open = new Set<ResponseStream>();
  private readonly operations = new OrderedOperations();
  private readonly cleanups: (() => void)[] = [];

  constructor(
    readonly socket: WebSocket,
    readonly request: IncomingMessage,
    private readonly rules: ConnectionRules,
  ) {}

  /** The number of the client's operations in progress. */
  get operationCount(): number {
    return this.operations.count;
  }

  serve(server: Server<SocketConnection>): void {
    const { socket, rules } = this;
    const fail = (error: unknown) => {
      rules.log.warn({ err: error }, 'a message of a subscriber could not be handled');
      closeWithin(socket, CloseCode.InternalServerError, 'Internal server error');
    };
    // Protocol errors and lost connections: ws closes the socket.
    socket.on('error', (error) =>
      rules.log.info({ err: error }, 'a subscriber’s connection broke'),
    );
    const closed = server.opened(
      {
        protocol: socket.protocol,
        send: (text) => this.send(text),
        close: (code, reason) => closeWithin(socket, code, reason),
        onMessage: (handle) =>
          socket.on('message', (data: Buffer) => {
            if (!this.accepts()) return;
            const message = readMessage(data.toString());
            if (isServerMessage(message))
              closeWithin(socket, CloseCode.BadRequest, 'Invalid message');
            else this.operations.handle(message, handle).catch(fail);
          }),
      },
      this,
    );
    socket.on('ping', () => this.accepts());
    socket.once('close', (code, reason) => {
      for (const cleanup of this.cleanups) cleanup();
      for (const results of this.open) void results.return();
      closed(code, reason.toString()).catch(fail);
    });
  }

  /** Calls back when the socket is closed; immediately if it is closed already. */
  onClose(cleanup: () => void): void {
    if (this.socket.readyState === this.socket.CLOSED) cleanup();
    else this.cleanups.push(cleanup);
  }

  /** Opens a subscription that closes with the connection. */
  async subscribe(
    subscriptions: Subscriptions,
    operation: PreparedOperation,
    subscriber: Subscriber,
  ): ReturnType<Subscriptions['open']> {
    const results = await subscriptions.open(operation, subscriber);
    if (results instanceof ResponseStream) {
      this.open.add(results);
      subscriber.caller.addEventListener('abort', () => this.open.delete(results));
    }
    return results;
  }

  /**
   * Closes all subscriptions because the token is no longer valid. A router forwards the errors to its clients; other
   * clients learn from the close that they need a new token.
   */
  async expire(): Promise<void> {
    this.viewer = UNAUTHENTICATED_VIEWER;
    if (this.isRouter) {
      for (const results of this.open) results.fail(unauthenticated());
      await Promise.race([this.operations.idle(), pause(CLOSE_TIMEOUT_MS, null, { ref: false })]);
    }
    closeWithin(this.socket, CloseCode.Forbidden, 'Forbidden');
  }

  private accepts(): boolean {
    const { socket } = this;
    if (socket.readyState !== socket.OPEN) return false;
    if (this.rules.takeMessage(this)) return true;
    // Nothing more is read, not even the answer to the close.
    socket.pause();
    closeWithin(socket, POLICY_VIOLATION, 'Too many messages');
    return false;
  }

  /** Messages after the close are dropped. */
  private send(text: string): Promise<void> {
    const { socket } = this;
    return new Promise((resolve, reject) => {
      if (socket.readyState === socket.OPEN) {
        socket.send(text, (error) => (error ? reject(error) : resolve()));
      } else resolve();
    });
  }
}

/** Closes a socket, and disconnects a client that does not answer in time. */
export function closeWithin(socket: WebSocket, code?: number, reason?: string): void {
  socket.close(code, reason);
  const timer = setTimeout(() => socket.terminate(), CLOSE_TIMEOUT_MS).unref();
  socket.once('close', () => clearTimeout(timer));
}
