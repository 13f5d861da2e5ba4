import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { DeliveryAttempt } from '../src/delivery/courier.js';
import { startReceiver } from './support/receiver.js';
import { clientOf, SECRET, startIn, temporaryFolder } from './support/start.js';

describe('a sandbox that starts again', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('finds its transactions and their results', async () => {
    const first = await startIn(folder);
    const { transactionId, orderIds } = first.playJourney('redraw', { shuffle: true, seed: 7 });
    const before = await clientOf(first).orderTransaction.getTransactionResult({ transactionId });
    const summaries = first.transactions();
    await first.close();
    // The file that a crash in the middle of a write leaves.
    await writeFile(path.join(folder, 'transactions', `${transactionId}.json.new`), '{"id":');

    const second = await startIn(folder);

    const after = await clientOf(second).orderTransaction.getTransactionResult({ transactionId });
    expect(after).toEqual(before);
    expect(second.transactions()).toEqual(summaries);
    expect(summaries).toMatchObject([
      {
        id: transactionId,
        journey: 'redraw',
        method: 'walk_in_test',
        status: 'completed',
        clientUserId: 'test-patient',
        orders: [
          { id: orderIds[0], origin: 'initial', status: 'redraw_available' },
          { id: orderIds[1], origin: 'redraw', status: 'completed' },
        ],
      },
    ]);
    await second.close();
  });

  it('delivers what it had not delivered, once', async () => {
    let accepts = true;
    const receiver = await startReceiver(SECRET, () => (accepts ? 200 : 503));
    const attempts: DeliveryAttempt[] = [];
    const first = await startIn(folder, {
      webhookUrl: receiver.url,
      onDelivery: (attempt) => {
        attempts.push(attempt);
        accepts = attempts.length < 3;
        if (attempts.length === 16) void first.close();
      },
    });
    expect(await first.playJourney('redraw', { shuffle: true, pause: 20, seed: 7 }).delivered).toBe(
      false,
    );
    const refused = attempts.filter(({ httpStatus }) => httpStatus === 503);

    accepts = true;
    const second = await startIn(folder, { webhookUrl: receiver.url });
    await second.deliverLeftovers();
    await second.deliverLeftovers();

    const leftovers = receiver.deliveries.slice(16).map(({ messageId }) => messageId);
    expect(leftovers.length).toBeGreaterThan(0);
    expect(leftovers.sort()).toEqual(refused.map(({ messageId }) => messageId).sort());
    await second.close();
    await receiver.close();
  });

  it('rejects a journey that the seed has played before', async () => {
    const sandbox = await startIn(folder);
    sandbox.playJourney('happy-path', { seed: 7 });

    expect(() => sandbox.playJourney('happy-path', { seed: 7 })).toThrow(
      'The journey "happy-path" was played before with the seed 7',
    );
    expect(sandbox.playJourney('happy-path').transactionId).not.toBe(
      sandbox.playJourney('happy-path').transactionId,
    );
    await sandbox.close();
  });
});
