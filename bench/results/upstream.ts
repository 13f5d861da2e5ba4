/** Replaces Junction in its own process: it answers every call with one recorded result after a delay. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { journeyNamed } from '../../test/support/journeys.js';

const LATENCY_MS = Number(process.env.LATENCY_MS);
const body = JSON.stringify(Object.values(journeyNamed('b01-redraw-full').results)[0]);

const server = createServer((_, response) => {
  setTimeout(() => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(body);
  }, LATENCY_MS);
});
server.listen(0, '127.0.0.1', () => {
  process.send?.(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
