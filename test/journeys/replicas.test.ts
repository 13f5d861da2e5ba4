import { Ingester } from '../../src/ingest/ingester.js';
import { emptyTables } from '../support/empty-tables.js';
import { post, signedDelivery } from '../support/deliveries.js';
import { journeys } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';
import { mirrorState } from '../support/mirror.js';
import { useTestDatabase } from '../support/use-database.js';
import { useService } from '../support/use-service.js';

const { pool } = useTestDatabase();
const replicas = [useService(), useService()] as const;

test('two services on one database end in the state of one, whichever receives a webhook', async () => {
  const ingester = new Ingester(pool);
  const messages = journeys.flatMap(({ webhooks, name }) => messagesOf(webhooks, name));
  await Promise.all(messages.map((message) => ingester.take(message)));
  const expected = await mirrorState(pool);
  await emptyTables(pool);

  const deliveries = journeys
    .flatMap(({ webhooks }) => webhooks)
    .map((webhook) => signedDelivery(JSON.stringify(webhook)))
    // Some webhooks are sent twice, to either replica.
    .flatMap((delivery) => (Math.random() < 0.3 ? [delivery, delivery] : [delivery]))
    .sort(() => Math.random() - 0.5);
  const answers = await Promise.all(
    deliveries.map((delivery) => post(replicas[Math.random() < 0.5 ? 0 : 1].url, delivery)),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect(await mirrorState(pool)).toBe(expected);
});
