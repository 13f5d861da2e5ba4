import type { OrderBody } from '../src/wire/order.js';
import { startReceiver, type Delivery, type Receiver } from './support/receiver.js';
import { SECRET, withSandbox } from './support/start.js';

const NEW_SECRET = 'whsec_YSBuZXdlciBzYW5kYm94IHNlY3JldCBmb3IgdGVzdHM=';

function orderIn({ body }: Delivery): OrderBody {
  return (JSON.parse(body) as { data: OrderBody }).data;
}

/** The status of the order in the embedded transaction; null where the transaction does not contain the order. */
function embeddedStatus({ id, order_transaction: block }: OrderBody): string | null {
  return block?.orders.find((order) => order.id === id)?.low_level_status ?? null;
}

/** Plays a redraw with the faults, and returns the webhooks of its orders in the order of arrival. */
async function orderDeliveriesOf(options: object, count = 10): Promise<Delivery[]> {
  const receiver = await startReceiver(SECRET);
  await withSandbox({ webhookUrl: receiver.url, timeScale: 0.001 }, async (sandbox) => {
    const response = await fetch(`${sandbox.url}/_sandbox/journeys/redraw`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ seed: 7, ...options }),
    });
    expect(response.status).toBe(202);
    while (ordersOf(receiver).length < count) await new Promise((next) => setTimeout(next, 10));
  });
  await receiver.close();
  return ordersOf(receiver);
}

function ordersOf({ deliveries }: Receiver): Delivery[] {
  return deliveries.filter(({ body }) => body.startsWith('{"event_type":"labtest.order.'));
}

describe('webhooks with a fault', () => {
  it('embed a transaction that lags one step behind', async () => {
    const orders = (await orderDeliveriesOf({ lag: 1 })).map(orderIn);
    const initial = orders.filter(({ origin }) => origin === 'initial');

    expect(initial.map((order) => order.last_event.status.split('.')[2])).toEqual([
      'ordered',
      'requisition_created',
      'appointment_pending',
      'appointment_scheduled',
      'redraw_available',
    ]);
    expect(initial.map(embeddedStatus)).toEqual([
      'ordered',
      'ordered',
      'requisition_created',
      'appointment_pending',
      'partial_results',
    ]);
    const redraw = orders.filter(({ origin }) => origin === 'redraw');
    expect(embeddedStatus(redraw[0] as OrderBody)).toBeNull();
    expect(redraw.at(-1)?.order_transaction?.status).toBe('active');
  });

  it('contain the first updated_at for ever, in the order and in the transaction', async () => {
    for (const order of (await orderDeliveriesOf({ frozen: true })).map(orderIn)) {
      expect(order.updated_at).toBe(order.created_at);
      for (const member of order.order_transaction?.orders ?? []) {
        expect(member.updated_at).toBe(member.created_at);
      }
    }
  });

  it('break off in the middle, and are complete at the next attempt', async () => {
    const receiver = await startReceiver(SECRET);
    const attempts: (number | null)[] = [];
    const options = {
      webhookUrl: receiver.url,
      timeScale: 0.001,
      onDelivery: ({ httpStatus }: { httpStatus: number | null }) => attempts.push(httpStatus),
    };
    await withSandbox(options, async (sandbox) => {
      const play = sandbox.playJourney('initial-cancelled', { seed: 7, truncated: 1 });
      expect(await play.delivered).toBe(true);
    });
    await receiver.close();

    expect(attempts.sort()).toEqual([200, 200, null]);
    expect(receiver.deliveries.map(({ verified }) => verified)).toEqual([true, true]);
  });

  it('overtake each other when they are held back', async () => {
    const steps = (await orderDeliveriesOf({ delay: 300 })).map((it) => orderIn(it).last_event.id);
    expect(steps).not.toEqual([...steps].sort((a, b) => a - b));
    expect(new Set(steps).size).toBe(10);
  });

  it('are all sent at once, before any of them is answered', async () => {
    let arrived = 0;
    let release: () => void = () => undefined;
    const allArrived = new Promise<void>((resolve) => (release = resolve));
    const receiver = await startReceiver(SECRET, async () => {
      if (++arrived === 16) release();
      await allArrived;
      return 200;
    });
    await withSandbox({ webhookUrl: receiver.url }, async (sandbox) => {
      expect(await sandbox.playJourney('redraw', { burst: true, pause: 60_000 }).delivered).toBe(
        true,
      );
    });
    await receiver.close();
  });
});

describe('a secret that is rotated while the sandbox runs', () => {
  it('signs with both secrets during the rotation, then with the new one alone', async () => {
    const receiver = await startReceiver(NEW_SECRET);
    await withSandbox({ webhookUrl: receiver.url }, async (sandbox) => {
      const use = (secret: string) =>
        fetch(`${sandbox.url}/_sandbox/secret`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ secret }),
        });
      const play = (seed: number) => sandbox.playJourney('initial-cancelled', { seed }).delivered;

      await play(1);
      expect((await use(`${SECRET},${NEW_SECRET}`)).status).toBe(204);
      await play(2);
      expect((await use(NEW_SECRET)).status).toBe(204);
      await play(3);
      expect((await use('secret')).status).toBe(422);

      const signatures = receiver.deliveries.map(({ signature }) => signature.split(' ').length);
      expect(signatures).toEqual([1, 1, 2, 2, 1, 1]);
      expect(receiver.deliveries.map(({ verified }) => verified)).toEqual([
        ...[false, false],
        ...[true, true, true, true],
      ]);
    });
    await receiver.close();
  });
});
