import type { RequestListener } from 'node:http';
import { Ingester } from '../../src/ingest/ingester.js';
import { reconcile } from '../../src/sync/reconcile.js';
import { json } from '../junction/upstream-server.js';
import { journeyNamed } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';
import { healing, listing } from './support/healing.js';
import { useStage } from './support/stage.js';

const stage = useStage();
const journey = journeyNamed('a01-walkin-initial-completed');
const transactionId = Object.keys(journey.expected.transactions)[0] ?? '';

/** A completed order whose transaction block has the given status, unchanged for two days. */
async function storeSilent(word: string): Promise<void> {
  const { webhooks } = JSON.parse(JSON.stringify(journey)) as typeof journey;
  for (const webhook of webhooks) {
    const { order_transaction: block } = webhook.data as { order_transaction?: object };
    if (block) Object.assign(block, { status: word });
  }
  const ingester = new Ingester(stage.pool);
  for (const message of messagesOf(webhooks, word)) await ingester.take(message);
  await stage.pool.query(`UPDATE order_transaction SET updated_at = now() - interval '2 days'`);
}

const noNews: RequestListener = (request, response) => {
  const isTransaction = request.url?.includes('/order_transaction/');
  if (isTransaction) json(404, { detail: 'none' })(request, response);
  else listing(() => [])(request, response);
};

describe('a silent transaction whose orders have all ended', () => {
  it.each([
    ['active', 1],
    ['on_hold', 1],
    ['completed', 0],
  ])('is checked by reconcile when the word of Junction is %s: %i call', async (word, calls) => {
    await storeSilent(word);
    stage.junction.answerWith(noNews);

    await reconcile(healing(stage));

    const checks = stage.junction.requests.filter(({ url }) => url?.includes(transactionId));
    expect(checks).toHaveLength(calls);
  });
});
