/**
 * Settings that companies enable. Not part of `npm test`, because it requires the router's binary: `npm run
 * test:routers`.
 */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HIVE_ROUTER, hiveConfiguration } from './support/programs.js';
import type { RouterProcess } from './support/router-process.js';
import { ROUTER_SECRET, send, tokenFor } from './support/router-stage.js';
import { useRouterStage } from './support/use-router-stage.js';

const lab = useRouterStage();

const LAB_TESTS = '{ orderTransactions { nodes { id } } }';

function start(settings: object, supergraph?: string): Promise<RouterProcess> {
  return lab.start(HIVE_ROUTER, { ...hiveConfiguration(), ...settings }, supergraph);
}

it('compresses its requests with the documented configuration', async () => {
  const received: IncomingHttpHeaders[] = [];
  const recorder = createServer((request, response) => {
    received.push(request.headers);
    request.resume();
    response.setHeader('content-type', 'application/json');
    response.end('{"data":{"orderTransactions":null}}');
  });
  await new Promise<void>((resolve) => recorder.listen(0, '127.0.0.1', resolve));
  lab.onClose(() => new Promise((resolve) => recorder.close(() => resolve())));
  const { port } = recorder.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/graphql`;
  const router = await start({}, lab.stage.supergraph.replaceAll(lab.stage.url, url));

  await send(router.url, { token: 'any' }, LAB_TESTS);
  recorder.closeAllConnections();

  expect(received).toEqual([
    expect.objectContaining({
      'content-encoding': 'gzip',
      'router-authorization': ROUTER_SECRET,
      authorization: 'Bearer any',
    }),
  ]);
}, 90_000);

it('may send the secret of the router by two rules', async () => {
  const insert = { name: 'router-authorization', value: ROUTER_SECRET };
  const request = [{ propagate: { named: 'authorization' } }, { insert }];
  const router = await start({
    headers: { all: { request: [{ insert }] }, subgraphs: { 'order-transactions': { request } } },
  });

  const answer = await send(router.url, { token: await tokenFor(lab.stage, 'anna') }, LAB_TESTS);

  expect(answer).toMatchObject({
    codes: [],
    data: { orderTransactions: { nodes: [{ id: lab.stage.annas.id }] } },
  });
}, 90_000);

it('answers no person with the data of another when it shares equal requests', async () => {
  const router = await start({ traffic_shaping: { router: { dedupe: { enabled: true } } } });
  const persons = [
    { id: lab.stage.annas.id, token: await tokenFor(lab.stage, 'anna') },
    { id: lab.stage.bens.id, token: await tokenFor(lab.stage, 'ben') },
  ];

  const requests = Array.from({ length: 30 }, () => persons).flat();
  const answers = await Promise.all(
    requests.map(async ({ id, token }) => ({
      id,
      ...(await send(router.url, { token }, LAB_TESTS)),
    })),
  );

  expect(answers).toHaveLength(60);
  for (const { id, data } of answers)
    expect(data).toEqual({ orderTransactions: { nodes: [{ id }] } });
}, 90_000);
