import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

type AcceptWebSocket = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

const NOT_FOUND = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/**
 * Accepts WebSocket handshakes at one path. A client may offer other protocols than WebSocket, above all h2c, as Java's
 * `HttpClient` and `curl --http2` do with every first request; a server may ignore the offer (RFC 9110), but Node removes
 * every upgrade request from the routes, so such a request is handed back to the server without its offer.
 */
export function acceptWebSockets(server: Server, path: string, accept: AcceptWebSocket): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') {
      socket.unshift(Buffer.concat([headWithoutOffer(request), head]));
      server.emit('connection', socket);
    } else if (request.url?.split('?')[0] === path) {
      accept(request, socket, head);
    } else {
      socket.end(NOT_FOUND);
    }
  });
}

/** Headers that belong to the connection of the offer (RFC 7540, section 3.2). */
const OFFER_HEADERS: readonly string[] = ['upgrade', 'http2-settings'];

function headWithoutOffer({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const [name = '', value = ''] = rawHeaders.slice(index, index + 2);
    const isOffer = OFFER_HEADERS.includes(name.toLowerCase());
    const remaining = name.toLowerCase() === 'connection' ? otherOptions(value) : value;
    if (!isOffer && remaining !== '') lines.push(`${name}: ${remaining}`);
  }
  // Node decodes header values as Latin-1.
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
}

function otherOptions(connection: string): string {
  return connection
    .split(',')
    .map((option) => option.trim())
    .filter((option) => !OFFER_HEADERS.includes(option.toLowerCase()))
    .join(', ');
}
