/** Not part of `npm test`, because it requires the router's binary: `npm run test:routers`. */
import { setTimeout as pause } from 'node:timers/promises';
import {
  codesOf,
  readUntil,
  subscribeOverEvents,
  subscribeOverSocket,
  type Subscribe,
  type Updates,
} from './support/live-client.js';
import { HIVE_ROUTER, hiveConfiguration } from './support/programs.js';
import type { RouterProcess } from './support/router-process.js';
import { ROUTER_SECRET, tokenFor, type RouterAnswer } from './support/router-stage.js';
import { useRouterStage } from './support/use-router-stage.js';

const lab = useRouterStage();

function statusOf({ data }: RouterAnswer): unknown {
  return (data?.orderTransactionUpdated as { status: unknown } | undefined)?.status;
}

const isCompleted = (answer: RouterAnswer) => statusOf(answer) === 'COMPLETED';

function overEvents() {
  return { ...hiveConfiguration(), subscriptions: { enabled: true } };
}

describe.each([
  ['over WebSocket, as documented', hiveConfiguration],
  ['over server-sent events', overEvents],
])('Hive Router subscribes %s', (_name, configuration) => {
  let router: RouterProcess;

  beforeAll(async () => {
    router = await lab.start(HIVE_ROUTER, configuration());
  }, 90_000);

  const clients: [string, Subscribe][] = [
    ['WebSocket', subscribeOverSocket],
    ['server-sent events', subscribeOverEvents],
  ];

  describe.each(clients)('for a client over %s', (_transport, subscribe) => {
    const updatesFor = async (person: string, id: string, seconds?: number) =>
      subscribe(router.url, { token: await tokenFor(lab.stage, person, seconds) }, id);

    it("passes every change on, with what the company's graph adds", async () => {
      const { transactionId, play } = lab.stage.sandbox.stageJourney('redraw', {
        clientUserId: 'cora',
      });
      const reading = readUntil(await updatesFor('cora', transactionId), isCompleted);
      await pause(500);
      await play();

      const updates = await reading;
      expect(statusOf(updates[0] ?? {})).toBe('ACTIVE');
      expect(updates.at(-1)).toEqual({
        data: {
          orderTransactionUpdated: {
            status: 'COMPLETED',
            user: { name: 'The person cora' },
            orders: ['INITIAL', 'REDRAW'].map((origin) => ({
              origin,
              invoiceNumber: expect.any(String) as unknown,
            })),
          },
        },
      });
    });

    it('answers a token that has ended with UNAUTHENTICATED, and completes', async () => {
      const answers = await readUntil(await updatesFor('anna', lab.stage.annas.id, -60));

      expect(answers.map(codesOf)).toEqual([['UNAUTHENTICATED']]);
    });

    it('sends UNAUTHENTICATED when the token ends during the subscription, and completes', async () => {
      const answers = await readUntil(await updatesFor('anna', lab.stage.annas.id, 3));

      expect(answers.map(codesOf)).toEqual([[], ['UNAUTHENTICATED']]);
      expect(statusOf(answers[0] ?? {})).toBe('COMPLETED');
    });

    it("sends nothing of another person's transaction", async () => {
      const foreign = await updatesFor('ben', lab.stage.annas.id);
      const own = await updatesFor('ben', lab.stage.bens.id);

      const first = foreign.next();
      expect(await own.next()).toMatchObject({
        value: { data: { orderTransactionUpdated: { status: 'CANCELLED' } } },
      });
      expect(await Promise.race([first, pause(1_000, 'nothing')])).toBe('nothing');
      await own.return?.();
    });

    it('ends a subscription when the service restarts, and serves the next one', async () => {
      const answers: RouterAnswer[] = [];
      const updates = await updatesFor('anna', lab.stage.annas.id);
      answers.push(((await updates.next()) as { value: RouterAnswer }).value);
      const rest = readUntil(updates);
      await lab.stage.restart();
      answers.push(...(await rest));

      expect(answers.map((answer) => answer.errors === undefined)).toEqual([true, false]);
      const again = await updatesFor('anna', lab.stage.annas.id);
      expect(await readUntil(again, isCompleted)).toHaveLength(1);
    });
  });
});

it('shares one socket among the subscriptions of one person, and none among persons', async () => {
  const router = await lab.start(HIVE_ROUTER, hiveConfiguration());
  const open = async (person: 'anna' | 'ben', id: string): Promise<Updates> => {
    const updates = subscribeOverEvents(router.url, { token: tokens[person] }, id);
    expect(await updates.next()).toMatchObject({ done: false });
    return updates;
  };
  const tokens = { anna: await tokenFor(lab.stage, 'anna'), ben: await tokenFor(lab.stage, 'ben') };

  const before = await openSockets();
  const annas = [];
  for (let count = 0; count < 5; count++) annas.push(await open('anna', lab.stage.annas.id));
  expect((await openSockets()) - before).toBe(1);
  const bens = await open('ben', lab.stage.bens.id);
  expect((await openSockets()) - before).toBe(2);
  for (const updates of [...annas, bens]) await updates.return?.();
}, 90_000);

async function openSockets(): Promise<number> {
  const response = await fetch(lab.stage.url.replace('/graphql', '/metrics'), {
    headers: { 'router-authorization': ROUTER_SECRET },
  });
  const [, count] = /^order_transactions_sockets_open (\d+)$/m.exec(await response.text()) ?? [];
  return Number(count);
}

it("the router's timeout for the service does not end a subscription", async () => {
  const configuration = {
    ...overEvents(),
    traffic_shaping: { subgraphs: { 'order-transactions': { request_timeout: '1s' } } },
  };
  const router = await lab.start(HIVE_ROUTER, configuration);
  const { transactionId, play } = lab.stage.sandbox.stageJourney('redraw', {
    clientUserId: 'cora',
  });
  const caller = { token: await tokenFor(lab.stage, 'cora') };
  const reading = readUntil(subscribeOverEvents(router.url, caller, transactionId), isCompleted);
  await pause(2_500);
  await play();

  expect(statusOf((await reading).at(-1) ?? {})).toBe('COMPLETED');
}, 90_000);
