import type { WebSocket } from 'ws';

/**
 * Cuts a connection that leaves a ping unanswered until the next is due. Whoever does not read what is sent to them
 * does not read pings either, so this ends slow readers as well as those who are gone without a word.
 *
 * @param onDrop called when it is cut.
 */
export function dropUnresponsive(socket: WebSocket, pingEveryMs: number, onDrop: () => void): void {
  let answered = true;
  const timer = setInterval(() => {
    if (answered) {
      answered = false;
      socket.ping();
    } else {
      onDrop();
      socket.terminate();
    }
  }, pingEveryMs);
  socket.on('pong', () => (answered = true));
  socket.once('close', () => clearInterval(timer));
}
