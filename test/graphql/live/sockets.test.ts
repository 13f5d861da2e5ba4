import { once } from 'node:events';
import { WebSocket } from 'ws';
import { GATEWAY } from '../../../src/access/viewer.js';
import { useGraphServer } from '../support/graph-server.js';

const PAYLOAD = 'never to be seen';
const CONSOLE = ['log', 'info', 'warn', 'error', 'debug'] as const;

const graph = useGraphServer(
  () => ({
    production: true,
    authenticator: {
      isAdmitted: () => true,
      authenticate: () => authenticate(),
      requiresRouter: false,
      isRouter: () => false,
    },
  }),
  { lifetime: 'TEST' },
);
let authenticate: () => Promise<typeof GATEWAY>;
beforeEach(() => (authenticate = () => Promise.resolve(GATEWAY)));

async function connect(): Promise<WebSocket> {
  const socket = new WebSocket(graph.url.replace('http', 'ws'), 'graphql-transport-ws');
  await once(socket, 'open');
  return socket;
}

/** The code and the reason with which the service closes a connection after these messages. */
async function endAfter(socket: WebSocket, ...messages: unknown[]): Promise<[number, string]> {
  const ended = once(socket, 'close') as Promise<[number, Buffer]>;
  for (const message of messages) {
    socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }
  const [code, reason] = await ended;
  return [code, reason.toString()];
}

const INIT = { type: 'connection_init' };
const SUBSCRIBE = {
  id: '1',
  type: 'subscribe',
  payload: { query: `subscription { orderTransactionUpdated(id: "${PAYLOAD}") { id } }` },
};

describe('a connection that violates the protocol', () => {
  it.each<[string, unknown[], number]>([
    ['no JSON', [`{ ${PAYLOAD}`], 4400],
    ['a message of no known type', [{ type: PAYLOAD }], 4400],
    ['a message that is a list', [[PAYLOAD]], 4400],
    ['a subscription before it is known who asks', [SUBSCRIBE], 4401],
    ['two beginnings', [INIT, INIT], 4429],
    ['a result', [INIT, { id: '1', type: 'next', payload: { data: PAYLOAD } }], 4400],
    ['an error', [INIT, { id: '1', type: 'error', payload: [{ message: PAYLOAD }] }], 4400],
    ['an acknowledgement', [INIT, { type: 'connection_ack' }], 4400],
    ['a message beyond the limit', [PAYLOAD.repeat(10_000)], 1009],
  ])('is closed with a code only: %s', async (_what, messages, code) => {
    const [ended, reason] = await endAfter(await connect(), ...messages);

    expect(ended).toBe(code);
    expect(reason).not.toContain(PAYLOAD);
  });

  it('speaks another protocol', async () => {
    const socket = new WebSocket(graph.url.replace('http', 'ws'), 'graphql-ws');
    const [error] = (await once(socket, 'error')) as [Error];

    expect(error.message).toBe('Server sent no subprotocol');
  });
});

describe('a failure on a connection', () => {
  const written: unknown[] = [];
  beforeEach(() => {
    written.length = 0;
    for (const name of CONSOLE) {
      jest.spyOn(console, name).mockImplementation((...words) => void written.push(words));
    }
  });
  afterEach(() => jest.restoreAllMocks());

  it.each<[string, (socket: WebSocket) => Promise<unknown>, string]>([
    [
      'a message that is too large',
      (socket) => endAfter(socket, PAYLOAD.repeat(10_000)),
      'connection broke',
    ],
    [
      'a frame that is none',
      (socket) => {
        (socket as unknown as { _socket: NodeJS.WritableStream })._socket.write(PAYLOAD);
        return once(socket, 'close');
      },
      'connection broke',
    ],
    [
      'a failure while it is looked who asks',
      (socket) => {
        authenticate = () => Promise.reject(new Error('the keys are gone'));
        return endAfter(socket, { ...INIT, payload: { authorization: PAYLOAD } });
      },
      'could not be handled',
    ],
  ])('is logged without its payload: %s', async (_what, spoil, line) => {
    await spoil(await connect());

    const lines = graph.log.filter((it) => it.includes('a subscriber'));
    expect(lines).toEqual([expect.stringContaining(line)]);
    expect(graph.log.join('')).not.toContain(PAYLOAD);
    expect(written).toEqual([]);
  });
});
