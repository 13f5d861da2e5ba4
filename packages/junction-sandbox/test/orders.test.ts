import { JunctionError, type Junction, type JunctionClient } from '@junction-api/sdk';
import type { Sandbox } from '../src/sandbox.js';
import { startReceiver, type Delivery } from './support/receiver.js';
import { clientOf, playToTheEnd, SECRET, withSandbox } from './support/start.js';

const USER = '11111111-1111-4111-8111-111111111111';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const NEW_ORDER = {
  userId: USER,
  collectionMethod: 'walk_in_test' as const,
  patientDetails: {
    firstName: 'Real',
    lastName: 'Person',
    dob: '1980-05-05',
    gender: 'male' as const,
    phoneNumber: '+15555550199',
    email: 'real.person@example.com',
  },
  patientAddress: {
    firstLine: '2 Main Street',
    city: 'Phoenix',
    state: 'AZ',
    zip: '85004',
    country: 'US',
  },
};

type AllowedRadius = NonNullable<Junction.GetOrderPscInfoLabTestsRequest['radius']>;

/** Runs a test that receives the order status of every webhook. */
async function withReceiver(
  test: (sdk: JunctionClient, statuses: () => string[], sandbox: Sandbox) => Promise<void>,
): Promise<void> {
  const receiver = await startReceiver(SECRET);
  await withSandbox({ webhookUrl: receiver.url }, async (sandbox) => {
    await test(clientOf(sandbox), () => receiver.deliveries.map(statusIn), sandbox);
  });
  await receiver.close();
}

function statusIn({ body }: Delivery): string {
  const { data } = JSON.parse(body) as { data: { origin: string; last_event: { status: string } } };
  return `${data.origin} ${data.last_event.status.split('.').at(-1)}`;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function refusalOf(call: PromiseLike<unknown>) {
  const error = await Promise.resolve(call).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof JunctionError ? { status: error.statusCode, body: error.body } : error;
}

describe('an order placed through the official SDK', () => {
  it('leads to a redraw and to combined results', async () => {
    await withReceiver(async ({ labTests, orderTransaction }, statuses) => {
      const { order } = await labTests.createOrder(NEW_ORDER);
      const transactionId = order.orderTransaction?.id ?? '';
      await labTests.simulateOrderProcess({
        orderId: order.id,
        finalStatus: 'collecting_sample.walk_in_test.redraw_available',
      });
      const { orders } = await labTests.getOrders({ orderTransactionId: transactionId });
      const redraw = orders.find(({ origin }) => origin === 'redraw');
      await labTests.simulateOrderProcess({ orderId: redraw?.id ?? '' });

      const results = await orderTransaction.getTransactionResult({ transactionId });
      expect(results.missingResults).toBeNull();
      expect(results.results).toHaveLength(8);
      expect(await orderTransaction.getTransaction({ transactionId })).toMatchObject({
        status: 'completed',
        orders: [{ lastStatus: 'redraw_available' }, { lastStatus: 'completed' }],
      });
      await until(() => statuses().length === 6);
      expect(statuses().sort()).toEqual([
        'initial ordered',
        'initial redraw_available',
        'initial requisition_created',
        'redraw completed',
        'redraw ordered',
        'redraw requisition_created',
      ]);
    });
  });

  it('belongs to the patient it was placed for, without other data of the patient', async () => {
    await withReceiver(async ({ labTests, user }) => {
      const { order } = await labTests.createOrder(NEW_ORDER);
      expect(order).toMatchObject({ userId: USER, patientDetails: { firstName: 'Test' } });
      expect(await user.get({ userId: USER })).toMatchObject({ clientUserId: USER });
    });
  });

  it('is placed once for each idempotency key', async () => {
    await withReceiver(async ({ labTests }) => {
      const keyed = { ...NEW_ORDER, idempotencyKey: 'order-1' };
      const first = await labTests.createOrder(keyed);
      const second = await labTests.createOrder(keyed);
      expect(second).toEqual(first);
      expect((await labTests.getOrders({ userId: USER })).total).toBe(1);
      expect(
        await refusalOf(labTests.createOrder({ ...keyed, collectionMethod: 'testkit' })),
      ).toMatchObject({ status: 400 });
    });
  });

  it('is rejected with what Junction requires', async () => {
    await withReceiver(async ({ labTests }) => {
      const patientAddress = { ...NEW_ORDER.patientAddress, zip: 'AZ' };
      expect(await refusalOf(labTests.createOrder({ ...NEW_ORDER, patientAddress }))).toMatchObject(
        {
          status: 422,
          body: { detail: [{ loc: ['body', 'patient_address', 'zip'] }] },
        },
      );
    });
  });

  it('can be cancelled until the sample is taken', async () => {
    await withReceiver(async ({ labTests }) => {
      const { order } = await labTests.createOrder(NEW_ORDER);
      const { order: cancelled } = await labTests.cancelOrder({ orderId: order.id });
      expect(cancelled.status).toBe('cancelled');
      expect(await refusalOf(labTests.cancelOrder({ orderId: order.id }))).toMatchObject({
        status: 400,
      });
      expect(await refusalOf(labTests.cancelOrder({ orderId: UNKNOWN }))).toEqual({
        status: 404,
        body: { detail: "Order doesn't exist" },
      });
    });
  });

  it('is cancelled also when the response to the cancellation is lost', async () => {
    await withReceiver(async ({ labTests }, statuses, { url }) => {
      const { order } = await labTests.createOrder(NEW_ORDER);
      await fetch(`${url}/_sandbox/fault`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ path: '/cancel', truncate: true }),
      });

      await expect(
        Promise.resolve(labTests.cancelOrder({ orderId: order.id }, { maxRetries: 0 })),
      ).rejects.toThrow();
      expect(await labTests.getOrder({ orderId: order.id })).toMatchObject({ status: 'cancelled' });
      await until(() => statuses().includes('initial cancelled'));
    });
  });

  it('has the collection sites of its laboratory within a radius', async () => {
    await withReceiver(async ({ labTests }) => {
      const { order } = await labTests.createOrder(NEW_ORDER);
      const within = async (radius?: AllowedRadius) => {
        const info = await labTests.getOrderPscInfo({
          orderId: order.id,
          ...(radius && { radius }),
        });
        expect(info).toMatchObject({ labId: 6, slug: 'quest' });
        return info.patientServiceCenters.map(({ distance }) => distance).sort((a, b) => a - b);
      };

      expect(await within('10')).toEqual([2, 6, 9]);
      expect(await within()).toEqual([2, 6, 9, 18, 24]);
      expect(await within('100')).toEqual([2, 6, 9, 18, 24, 41, 80]);
      const kit = await labTests.createOrder({ ...NEW_ORDER, collectionMethod: 'testkit' });
      expect(await refusalOf(labTests.getOrderPscInfo({ orderId: kit.order.id }))).toMatchObject({
        status: 400,
      });
    });
  });

  it('cannot be cancelled once it leads to a redraw, which can', async () => {
    await withReceiver(async ({ labTests }) => {
      const { order } = await labTests.createOrder(NEW_ORDER);
      await labTests.simulateOrderProcess({
        orderId: order.id,
        finalStatus: 'collecting_sample.walk_in_test.redraw_available',
      });
      const { orders } = await labTests.getOrders({ status: ['ordered'] });
      expect(await refusalOf(labTests.cancelOrder({ orderId: order.id }))).toMatchObject({
        status: 400,
      });
      const answer = await labTests.cancelOrder({ orderId: orders[0]?.id ?? '' });
      expect(answer.order).toMatchObject({
        origin: 'redraw',
        orderTransaction: { status: 'completed' },
      });
    });
  });

  it.each(['normal', 'abnormal', 'critical'] as const)(
    'gets %s results where they are simulated so, in a redraw too',
    async (interpretation) => {
      await withReceiver(async ({ labTests }) => {
        const { order } = await labTests.createOrder(NEW_ORDER);
        const body = { interpretation };
        const finalStatus = 'collecting_sample.walk_in_test.redraw_available';
        await labTests.simulateOrderProcess({ orderId: order.id, finalStatus, body });
        const redraw = (await labTests.getOrders({ status: ['ordered'] })).orders[0]?.id ?? '';
        await labTests.simulateOrderProcess({ orderId: redraw, body });

        const { metadata } = await labTests.getResultRaw({ orderId: redraw });
        expect(metadata.interpretation).toBe(interpretation);
        const { orders } = await labTests.getOrders({ isCritical: interpretation === 'critical' });
        expect(orders.map((it) => it.interpretation)).toContain(interpretation);
      });
    },
  );

  it('waits for the delay of the simulation', async () => {
    await withReceiver(async ({ labTests }) => {
      const { order } = await labTests.createOrder(NEW_ORDER);
      await labTests.simulateOrderProcess({ orderId: order.id, delay: 1 });
      expect((await labTests.getOrder({ orderId: order.id })).status).toBe('received');
      await new Promise((next) => setTimeout(next, 1200));
      expect((await labTests.getOrder({ orderId: order.id })).status).toBe('completed');
    });
  });

  it('rejects a simulation that the sandbox cannot run', async () => {
    await withReceiver(async ({ labTests }) => {
      const { order } = await labTests.createOrder(NEW_ORDER);
      const body = { resultTypes: ['numeric' as const] };
      expect(
        await refusalOf(labTests.simulateOrderProcess({ orderId: order.id, body })),
      ).toMatchObject({ status: 422 });
    });
  });

  it('cannot reach a status that its kind never has', async () => {
    await withReceiver(async ({ labTests }) => {
      const { order } = await labTests.createOrder({ ...NEW_ORDER, collectionMethod: 'testkit' });
      const finalStatus = 'collecting_sample.walk_in_test.redraw_available';
      expect(
        await refusalOf(labTests.simulateOrderProcess({ orderId: order.id, finalStatus })),
      ).toMatchObject({ status: 400 });
    });
  });
});

describe('the webhooks of an order', () => {
  it('are sent again on request, as new messages', async () => {
    const receiver = await startReceiver(SECRET);
    await withSandbox({ webhookUrl: receiver.url }, async (sandbox) => {
      const { orderIds, delivered } = sandbox.playJourney('redraw', { seed: 7 });
      await delivered;
      const before = receiver.deliveries.map(({ messageId }) => messageId);

      const answer = await clientOf(sandbox).order.resendEvents({ orderIds: [...orderIds] });
      await until(() => receiver.deliveries.length === before.length + 2);

      expect(answer.orderIds.sort()).toEqual([...orderIds].sort());
      const again = receiver.deliveries.slice(before.length);
      expect(again.map(statusIn).sort()).toEqual(['initial redraw_available', 'redraw completed']);
      expect(again.filter(({ messageId }) => before.includes(messageId))).toEqual([]);
    });
    await receiver.close();
  });

  it('are not sent again for more than 60 days, nor for nothing', async () => {
    await withSandbox({}, async (sandbox) => {
      const { order } = clientOf(sandbox);
      const startAt = new Date(Date.now() - 61 * 24 * 3_600_000);
      expect(await refusalOf(order.resendEvents({ startAt }))).toMatchObject({ status: 422 });
      expect(await refusalOf(order.resendEvents({}))).toMatchObject({ status: 422 });
    });
  });
});

describe('the documents', () => {
  it('are PDFs, and metadata of results', async () => {
    await withSandbox({}, async (sandbox) => {
      const { transactionId, orderIds } = playToTheEnd(sandbox, 'redraw');
      const { labTests, orderTransaction } = clientOf(sandbox);
      const orderId = orderIds[0] ?? '';
      const documents = await Promise.all([
        labTests.getResultPdf({ orderId }),
        labTests.getOrderRequistionPdf({ orderId }),
        orderTransaction.getTransactionResultPdf({ transactionId }),
      ]);
      for (const document of documents) {
        const bytes = Buffer.from(await document.arrayBuffer()).toString('latin1');
        expect(bytes).toMatch(/^%PDF-1\.4\n[^]*%%EOF\n$/);
      }
      expect(await labTests.getResultMetadata({ orderId })).toMatchObject({
        patient: 'Test Testpatient',
      });
    });
  });

  it('are rejected where there is nothing to print', async () => {
    await withSandbox({}, async (sandbox) => {
      const { orderIds } = playToTheEnd(sandbox, 'initial-cancelled');
      const { labTests } = clientOf(sandbox);
      const orderId = orderIds[0] ?? '';
      for (const call of [
        labTests.getResultPdf({ orderId }),
        labTests.getResultMetadata({ orderId }),
        labTests.getOrderRequistionPdf({ orderId }),
      ])
        expect(await refusalOf(call)).toMatchObject({ status: 404 });
    });
  });
});
