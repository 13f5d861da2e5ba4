import type { WebSocket } from 'ws';

/** More than any answer takes: only who sends and sends without reading comes so far. */
const MAX_UNREAD_BYTES = 32 * 1024 * 1024;

/**
 * Cuts a connection that leaves a ping unanswered until the next is due. Whoever does not read what is sent to them
 * does not read pings either, so this ends slow readers as well as those who are gone without a word. Who meanwhile
 * has more and more sent to them is cut at once.
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
