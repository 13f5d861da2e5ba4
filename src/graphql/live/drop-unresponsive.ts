import type { WebSocket } from 'ws';

/** More than any answer takes: only who sends and sends without reading comes so far. */
const MAX_UNREAD_BYTES = 32 * 1024 * 1024;

/**
 * Closes a connection that leaves a ping unanswered until the next is due. A client that does not read messages does not
 * read pings either, so this closes slow readers as well as clients that are gone. A client to which more and more is sent
 * in the meantime is closed at once.
 *
 * @param onDrop called when it is cut.
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
  // Subscribers' answers wait for each other, but each of these is answered at once.
  for (const event of ['message', 'ping'] as const) {
    socket.on(event, () => {
      if (socket.bufferedAmount > MAX_UNREAD_BYTES) drop();
    });
  }
  socket.once('close', () => clearInterval(timer));
}
