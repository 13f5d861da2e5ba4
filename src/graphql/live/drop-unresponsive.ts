import type { WebSocket } from 'ws';

/** More than any response needs: only a client that sends without reading reaches this size. */
const MAX_UNREAD_BYTES = 32 * 1024 * 1024;

/**
 * Closes a connection whose client does not answer a ping before the next one is due. A client that does not read
 * messages does not read pings either, so this closes slow and disconnected clients. A client whose unread messages
 * exceed {@link MAX_UNREAD_BYTES} in the meantime is closed immediately.
 *
 * @param onDrop called when the connection is closed.
 */
export function dropUnresponsive(socket: WebSocket, pingEveryMs: number, onDrop: () => void): void {
  let answered = true;
  const drop = () => {
    onDrop();
    socket.terminate();
  };
  const timer = setInterval(() => {
    if (answered) {
      answered = false;
      socket.ping();
    } else drop();
  }, pingEveryMs);
  socket.on('pong', () => (answered = true));
  // Results wait for each other, but the responses to these messages are sent immediately.
  for (const event of ['message', 'ping'] as const) {
    socket.on(event, () => {
      if (socket.bufferedAmount > MAX_UNREAD_BYTES) drop();
    });
  }
  socket.once('close', () => clearInterval(timer));
}
