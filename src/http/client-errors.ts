import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** The body of an error response outside all routes, in the format of a GraphQL response. */
export function errorBody(code: string, message: string): string {
  return JSON.stringify({ errors: [{ message, extensions: { code } }] });
}

/**
 * The time in which a client can read the response: an immediate close would reset the connection while the client
 * still sends.
 */
const LINGER_MS = 1_000;

/** Responds to data that Node cannot parse as a request, and closes the connection. */
export function handleClientError(error: Error & { code?: string }, socket: Socket): void {
  const isTimeout = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
  // A connection without a byte is idle. The client would read a response as the one to its next request.
  if (isTimeout && socket.bytesRead === 0) return;
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  if (isTimeout) {
    reject(socket, 408, errorBody('BAD_USER_INPUT', 'The request was not received in time.'));
  } else if (error.code === 'HPE_HEADER_OVERFLOW') {
    reject(socket, 431, errorBody('LIMIT_EXCEEDED', 'The headers of the request are too large.'));
  } else {
    reject(socket, 400, errorBody('BAD_USER_INPUT', 'The request is not valid HTTP/1.1.'));
  }
}

function reject(socket: Socket, status: number, body: string): void {
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
      'Connection: close',
      'Content-Type: application/json; charset=utf-8',
      'Cache-Control: no-store',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  );
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
