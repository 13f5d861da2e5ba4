import { secondsNow } from '../../access/support/issuer.js';
import { useLiveStage, ROUTER_SECRET, type RawClient } from './support/live-stage.js';
import { until } from '../../support/until.js';

const UNAUTHENTICATED = [
  { message: 'A valid token is needed.', extensions: { code: 'UNAUTHENTICATED' } },
];
const stage = useLiveStage();

async function connect(
  routerSecrets: readonly string[],
  secondsLeft: number,
  headers: Record<string, string> = {},
): Promise<RawClient> {
  const graph = await stage.start({ routerSecrets });
  const { clockToleranceSeconds } = stage.issuer.settings;
  const token = await stage.token({ exp: secondsNow() - clockToleranceSeconds + secondsLeft });
  const authorization = `Bearer ${token}`;
  const client = await stage.connect(graph, { ...headers, authorization });
  await client.messages('connection_ack').catch(() => undefined);
  return client;
}

const SECRET = { 'router-authorization': ROUTER_SECRET };
describe('the end of a token behind a router', () => {
  it('answers each subscription without a valid token with UNAUTHENTICATED', async () => {
    const client = await connect([ROUTER_SECRET], -60, SECRET);
    client.subscribe('a');
    client.subscribe('b');

    expect(await client.messages('error', 2)).toEqual([
      { id: 'a', type: 'error', payload: UNAUTHENTICATED },
      { id: 'b', type: 'error', payload: UNAUTHENTICATED },
    ]);
    expect(client.socket.readyState).toBe(client.socket.OPEN);
  });

  it('reaches every open subscription before the close', async () => {
    const client = await connect([ROUTER_SECRET], 5, SECRET);
    for (const id of ['a', 'b']) client.subscribe(id);
    await client.messages('next', 2);

    expect(await client.closed).toEqual([4403, 'Forbidden']);
    expect(client.received.filter(({ type }) => type === 'error')).toEqual([
      { id: 'a', type: 'error', payload: UNAUTHENTICATED },
      { id: 'b', type: 'error', payload: UNAUTHENTICATED },
    ]);
    await until(() => stage.changes.count === 0);
  });

  it('closes a connection without the secret', async () => {
    const client = await connect([ROUTER_SECRET], 3600);

    expect(await client.closed).toEqual([4403, 'Forbidden']);
  });
});

describe('the end of a token without a router', () => {
  it('closes a connection without a valid token, so that clients connect again with a new one', async () => {
    const client = await connect([], -60);

    expect(await client.closed).toEqual([4403, 'Forbidden']);
    expect(client.received).toEqual([]);
  });

  it('closes the connection', async () => {
    const client = await connect([], 5);
    client.subscribe('a');
    await client.messages('next');

    expect(await client.closed).toEqual([4403, 'Forbidden']);
    expect(client.received.filter(({ type }) => type === 'error')).toEqual([]);
    await until(() => stage.changes.count === 0);
  });
});
