import type { FastifyBaseLogger } from 'fastify';
import { CloseCode, type Server } from 'graphql-ws';
import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';

/** What is known of a connection beside its messages. */
export interface LiveSocket {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
}

/**
 * Speaks the protocol over a socket. It stands in for graphql-ws's own binding to `ws`, which writes errors whole to
 * the console, with the operation in them, and lets an error at the end of a connection end the process.
 */
export function connectSocket(
  server: Server<LiveSocket>,
  extra: LiveSocket,
  log: FastifyBaseLogger,
): void {
  const { socket } = extra;
  const fail = (error: unknown) => {
    log.warn({ err: error }, 'a subscriber’s message could not be handled');
    socket.close(CloseCode.InternalServerError, 'Internal server error');
  };
  // Frames against the protocol, or a broken connection: ws closes it by itself.
  socket.on('error', (error) => log.info({ err: error }, 'a subscriber’s connection broke'));
  const closed = server.opened(
    {
      protocol: socket.protocol,
      send: (text) => send(socket, text),
      close: (code, reason) => socket.close(code, reason),
      onMessage: (hear) =>
        socket.on('message', (data: Buffer) => void hear(data.toString()).catch(fail)),
    },
    extra,
  );
  socket.once('close', (code, reason) => void closed(code, reason.toString()).catch(fail));
}

/** What is to be sent to somebody who has gone is dropped. */
function send(socket: WebSocket, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.readyState === socket.OPEN) {
      socket.send(text, (error) => (error ? reject(error) : resolve()));
    } else resolve();
  });
}
