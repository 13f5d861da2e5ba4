import { JunctionError } from '@junction-api/sdk';
import { startReceiver } from './support/receiver.js';
import { clientOf, playToTheEnd, SECRET, withSandbox } from './support/start.js';

const OLD_SECRET = 'whsec_YW4gb2xkIHNhbmRib3ggc2VjcmV0IGZvciB0ZXN0cw==';

function ask(url: string, method: string, body?: object): Promise<Response> {
  return fetch(url, {
    method,
    ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
}

describe('the control of the sandbox', () => {
  it('plays a journey by name', async () => {
    const receiver = await startReceiver(SECRET);
    await withSandbox({ webhookUrl: receiver.url }, async (sandbox) => {
      const response = await ask(`${sandbox.url}/_sandbox/journeys/redraw`, 'POST', {});
      const { transactionId } = (await response.json()) as { transactionId: string };
      while (receiver.deliveries.length < 16) await new Promise((next) => setTimeout(next, 10));

      expect(response.status).toBe(202);
      expect(sandbox.transactions()).toMatchObject([{ id: transactionId, status: 'completed' }]);
      const listed = await ask(`${sandbox.url}/_sandbox/transactions`, 'GET');
      expect(await listed.json()).toEqual(sandbox.transactions());
    });
    await receiver.close();
  });

  it('lists orders with their events and appointments', async () => {
    await withSandbox({}, async (sandbox) => {
      playToTheEnd(sandbox, 'visit-cancelled');
      const listed = await ask(`${sandbox.url}/_sandbox/transactions`, 'GET');

      expect(await listed.json()).toMatchObject([
        {
          orders: [
            {
              status: 'completed',
              events: [
                { status: 'received.walk_in_test.ordered' },
                { status: 'received.walk_in_test.requisition_created' },
                { status: 'collecting_sample.walk_in_test.appointment_pending' },
                { status: 'collecting_sample.walk_in_test.appointment_scheduled' },
                { status: 'collecting_sample.walk_in_test.appointment_cancelled' },
                { status: 'collecting_sample.walk_in_test.appointment_pending' },
                { status: 'collecting_sample.walk_in_test.appointment_scheduled' },
                { status: 'completed.walk_in_test.completed' },
              ],
              appointments: [
                { kind: 'psc', status: 'cancelled' },
                {
                  kind: 'psc',
                  status: 'completed',
                  startAt: expect.any(String) as string,
                  events: [{ status: 'pending' }, { status: 'scheduled' }, { status: 'completed' }],
                },
              ],
            },
          ],
        },
      ]);
    });
  });

  it.each([
    ['nonsense', {}, 404],
    ['redraw', { shufle: true }, 422],
    ['redraw', { lost: 2 }, 422],
  ])('rejects the journey %s with %j', async (name, options, status) => {
    await withSandbox({}, async (sandbox) => {
      const response = await ask(`${sandbox.url}/_sandbox/journeys/${name}`, 'POST', options);
      expect(response.status).toBe(status);
      expect(sandbox.transactions()).toEqual([]);
    });
  });

  it('signs with both secrets during a rotation', async () => {
    const receivers = await Promise.all([startReceiver(SECRET), startReceiver(OLD_SECRET)]);
    for (const receiver of receivers) {
      const options = { webhookUrl: receiver.url, webhookSecret: `${SECRET},${OLD_SECRET}` };
      await withSandbox(options, async (sandbox) => {
        await sandbox.playJourney('initial-cancelled').delivered;
      });
      expect(receiver.deliveries.map(({ verified }) => verified)).toEqual([true, true]);
      await receiver.close();
    }
  });
});

describe('a fault on demand', () => {
  it('answers 429 with Retry-After as often as requested, and then as usual', async () => {
    await withSandbox({}, async (sandbox) => {
      const { transactionId } = playToTheEnd(sandbox, 'redraw');
      const fault = { path: '/result', status: 429, retryAfter: 1, times: 2 };
      await ask(`${sandbox.url}/_sandbox/fault`, 'PUT', fault);
      const { orderTransaction } = clientOf(sandbox);
      const call = () =>
        orderTransaction.getTransactionResult({ transactionId }, { maxRetries: 0 });

      await orderTransaction.getTransaction({ transactionId });
      const refusal: unknown = await call().then(null, (error: unknown) => error);
      expect(refusal).toBeInstanceOf(JunctionError);
      expect((refusal as JunctionError).statusCode).toBe(429);
      expect((refusal as JunctionError).rawResponse?.headers.get('retry-after')).toBe('1');
      await expect(call()).rejects.toThrow(JunctionError);
      await expect(call()).resolves.toMatchObject({ metadata: { status: 'final' } });
    });
  });

  it('breaks a response off in the middle, or delays it', async () => {
    await withSandbox({}, async (sandbox) => {
      const { transactionId } = playToTheEnd(sandbox, 'redraw');
      const { orderTransaction } = clientOf(sandbox);
      const call = () => orderTransaction.getTransaction({ transactionId }, { maxRetries: 0 });

      await ask(`${sandbox.url}/_sandbox/fault`, 'PUT', { truncate: true });
      await expect(call()).rejects.toThrow();

      await ask(`${sandbox.url}/_sandbox/fault`, 'PUT', { delayMs: 200 });
      const startedAt = performance.now();
      await call();
      expect(performance.now() - startedAt).toBeGreaterThan(190);
    });
  });

  it('is over when it is cleared', async () => {
    await withSandbox({}, async (sandbox) => {
      const { transactionId } = playToTheEnd(sandbox, 'redraw');
      await ask(`${sandbox.url}/_sandbox/fault`, 'PUT', { status: 500, times: 100 });
      await ask(`${sandbox.url}/_sandbox/fault`, 'DELETE');
      await expect(
        clientOf(sandbox).orderTransaction.getTransaction({ transactionId }, { maxRetries: 0 }),
      ).resolves.toMatchObject({ id: transactionId });
    });
  });
});
