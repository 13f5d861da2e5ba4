import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startLoad } from '../support/load.js';

/** Answers every request with 200, except the fifth. */
async function reportOf(fifth: 'status 503' | 'no answer') {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    if (count !== 5) return void response.end();
    if (fifth === 'status 503') return void response.writeHead(503).end();
    request.socket.destroy();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const load = startLoad([async () => (await fetch(url)).status]);
  while (count < 10) await new Promise((resolve) => setTimeout(resolve, 10));
  const report = await load.stop();
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
  return report;
}

describe('the load of the tests', () => {
  it('reports a single response of 503', async () => {
    const { failures, answered } = await reportOf('status 503');
    expect(failures).toEqual(['status 503']);
    expect(answered).toBeGreaterThanOrEqual(10);
  });

  it('reports a single request whose connection broke', async () => {
    expect((await reportOf('no answer')).failures).toEqual([
      expect.stringMatching(/^fetch failed: /),
    ]);
  });
});
