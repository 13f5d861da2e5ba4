import { once } from 'node:events';
import { createServer, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callerSignal, CallerState } from '../../src/http/caller-signal.js';

let server: Server;
let responses: ServerResponse[];

beforeEach(async () => {
  responses = [];
  server = createServer((_request, response) => void responses.push(response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => server.close());

async function send() {
  const { port } = server.address() as AddressInfo;
  const sent = request({ port, host: '127.0.0.1' }).on('error', () => undefined);
  sent.end();
  await once(server, 'request');
  const [response] = responses;
  if (!response) throw new Error('the server received no request');
  return { sent, response };
}

describe('the signal of a caller', () => {
  it('is aborted when the caller closes the connection before the response', async () => {
    const { sent, response } = await send();
    const signal = callerSignal(response);
    sent.destroy();
    await once(signal, 'abort');
    expect(signal.reason).toMatchObject({ name: 'CallerGoneError' });
  });

  it('is not aborted when the response has been sent', async () => {
    const { sent, response } = await send();
    const signal = callerSignal(response);
    response.end('done');
    await once(response, 'close');
    sent.destroy();
    expect(signal.aborted).toBe(false);
  });
});

describe('the state of a caller', () => {
  it('is aborted once the caller has closed the connection before the response', async () => {
    const { sent, response } = await send();
    const state = new CallerState(response);
    expect(state.aborted).toBe(false);
    sent.destroy();
    await once(response, 'close');
    expect(state.aborted).toBe(true);
    expect(state.reason).toMatchObject({ name: 'CallerGoneError' });
  });

  it('is not aborted when the response has been sent', async () => {
    const { sent, response } = await send();
    response.end('done');
    await once(response, 'close');
    sent.destroy();
    expect(new CallerState(response).aborted).toBe(false);
  });
});
