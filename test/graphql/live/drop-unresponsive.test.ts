import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { dropUnresponsive } from '../../../src/graphql/live/drop-unresponsive.js';

const PING_EVERY_MS = 50;
/** Disables a timeout that the test does not concern. */
const NEVER_MS = 2 ** 31 - 1;
const MEGABYTE = 1024 * 1024;

let server: WebSocketServer;
let pingEveryMs: number;
let drops: number;

beforeEach(async () => {
  drops = 0;
  pingEveryMs = PING_EVERY_MS;
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', (socket) => dropUnresponsive(socket, pingEveryMs, () => drops++));
  await once(server, 'listening');
});
afterEach(() => {
  for (const socket of server.clients) socket.terminate();
  server.close();
});

async function connect(): Promise<WebSocket> {
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await once(client, 'open');
  return client;
}

describe('a connection of a subscriber', () => {
  it('is closed and counted when the subscriber stops reading', async () => {
    const client = await connect();
    const [socket] = server.clients;
    client.pause();
    if (socket) await once(socket, 'close');
    expect(drops).toBe(1);
    client.terminate();
  });

  it('is closed at once when more and more is sent to a subscriber that does not read', async () => {
    pingEveryMs = NEVER_MS;
    server.on('connection', (socket) => socket.on('message', (data) => socket.send(data)));
    const client = await connect();
    const [socket] = server.clients;
    client.on('error', () => undefined);
    client.pause();
    for (let sent = 0; drops === 0 && sent < 256; sent++) {
      await new Promise((resolve) => client.send(Buffer.alloc(MEGABYTE), resolve));
    }
    if (socket?.readyState === WebSocket.OPEN) await once(socket, 'close');
    expect(drops).toBe(1);
    client.terminate();
  });

  it('stays open while the subscriber reads, and its end is not counted', async () => {
    const client = await connect();
    for (let pings = 0; pings < 5; pings++) await once(client, 'ping');
    expect(client.readyState).toBe(WebSocket.OPEN);
    client.close();
    await once(client, 'close');
    expect(drops).toBe(0);
  });
});
