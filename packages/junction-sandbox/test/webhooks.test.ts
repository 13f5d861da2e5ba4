import type { DeliveryAttempt } from '../src/delivery/courier.js';
import { startReceiver, type Delivery } from './support/receiver.js';
import { API_KEY, SECRET, withSandbox } from './support/start.js';

/** Shortens the delay of ten hours to some milliseconds. */
const HARDLY_ANY_TIME = 1e-7;

/**
 * The redraw journey's webhooks as Junction sends them: an order's origin and number of events, or an appointment's
 * status.
 */
const REDRAW = [
  'initial 1',
  'initial 2',
  'appointment pending',
  'initial 3',
  'appointment confirmed',
  'initial 4',
  'appointment completed',
  'initial 6',
  'redraw 1',
  'redraw 2',
  'appointment pending',
  'redraw 3',
  'appointment confirmed',
  'redraw 4',
  'appointment completed',
  'redraw 5',
];

interface OrderWebhook {
  event_type: 'labtest.order.created' | 'labtest.order.updated';
  data: { id: string; origin: string; events: unknown[] };
}

interface AppointmentWebhook {
  event_type: 'labtest.appointment.created' | 'labtest.appointment.updated';
  data: { order_id: string; status: string };
}

function webhookIn({ body }: Delivery): OrderWebhook | AppointmentWebhook {
  return JSON.parse(body) as OrderWebhook | AppointmentWebhook;
}

function stepOf(delivery: Delivery): string {
  const { data } = webhookIn(delivery);
  return 'origin' in data ? `${data.origin} ${data.events.length}` : `appointment ${data.status}`;
}

/**
 * The REST path that returns the content of a webhook. It does not return a completed appointment, which is not
 * active.
 */
function pathOf(delivery: Delivery): string | null {
  const { data } = webhookIn(delivery);
  if ('origin' in data) return `/v3/order/${data.id}`;
  return data.status === 'completed' ? null : `/v3/order/${data.order_id}/psc/appointment`;
}

describe('a webhook', () => {
  it('is signed, and contains the order or the appointment as the REST API does at that moment', async () => {
    let url = '';
    const differences: unknown[] = [];
    const receiver = await startReceiver(SECRET, async (delivery) => {
      const { data } = webhookIn(delivery);
      const path = pathOf(delivery);
      if (path === null) return 200;
      const response = await fetch(`${url}${path}`, { headers: { 'x-vital-api-key': API_KEY } });
      const shown: unknown = await response.json();
      if (JSON.stringify(shown) !== JSON.stringify(data)) differences.push({ data, shown });
      return 200;
    });
    await withSandbox({ webhookUrl: receiver.url }, async (sandbox) => {
      url = sandbox.url;

      expect(await sandbox.playJourney('redraw', { seed: 7 }).delivered).toBe(true);

      expect(receiver.deliveries.map(stepOf)).toEqual(REDRAW);
      expect(differences).toEqual([]);
      expect(receiver.deliveries.filter(({ verified }) => !verified)).toEqual([]);
      expect(new Set(receiver.deliveries.map(({ messageId }) => messageId)).size).toBe(16);
    });
    await receiver.close();
  });

  it('is sent in another order and partly twice, under the same id, on request', async () => {
    const receiver = await startReceiver(SECRET);
    await withSandbox({ webhookUrl: receiver.url }, async (sandbox) => {
      const options = { seed: 7, shuffle: true, duplicates: 2, pause: 20 };

      expect(await sandbox.playJourney('redraw', options).delivered).toBe(true);

      const steps = receiver.deliveries.map(stepOf);
      const ids = receiver.deliveries.map(({ messageId }) => messageId);
      expect([...new Set(steps)]).not.toEqual([...new Set(REDRAW)]);
      expect(new Set(steps)).toEqual(new Set(REDRAW));
      expect([ids.length, new Set(ids).size]).toEqual([18, 16]);
      expect(receiver.deliveries.filter(({ verified }) => !verified)).toEqual([]);
    });
    await receiver.close();
  });

  it('is tried again under the same id, with a new time and signature', async () => {
    const receiver = await startReceiver(SECRET, (_, count) => (count === 1 ? 503 : 200));
    // A timestamp is a whole second, so the next attempt must follow in the next second.
    await withSandbox({ webhookUrl: receiver.url, timeScale: 0.22 }, async (sandbox) => {
      const play = sandbox.playJourney('initial-cancelled', { seed: 7 });

      expect(await play.delivered).toBe(true);

      const [first, second, third] = receiver.deliveries;
      expect(receiver.deliveries).toHaveLength(3);
      expect(second?.messageId).toBe(first?.messageId);
      expect(second?.body).toBe(first?.body);
      expect(Number(second?.timestamp)).toBeGreaterThan(Number(first?.timestamp));
      expect(second?.signature).not.toBe(first?.signature);
      expect(third?.messageId).not.toBe(first?.messageId);
      expect(receiver.deliveries.every(({ verified }) => verified)).toBe(true);
    });
    await receiver.close();
  });

  it('is given up after eight attempts that fail, a redirect among them', async () => {
    const attempts: DeliveryAttempt[] = [];
    const receiver = await startReceiver(SECRET, (_, count) => (count % 2 === 0 ? 500 : 302));
    const options = {
      webhookUrl: receiver.url,
      timeScale: HARDLY_ANY_TIME,
      onDelivery: (attempt: DeliveryAttempt) => attempts.push(attempt),
    };
    await withSandbox(options, async (sandbox) => {
      const play = sandbox.playJourney('initial-cancelled', { seed: 7 });

      expect(await play.delivered).toBe(false);

      expect(attempts.map(({ status, attempt }) => `${status} ${attempt}`)).toEqual([
        ...[1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => `ordered ${attempt}`),
        ...[1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => `cancelled ${attempt}`),
      ]);
      expect(new Set(attempts.map(({ httpStatus }) => httpStatus))).toEqual(new Set([302, 500]));
    });
    await receiver.close();
  });

  it('is reported attempt by attempt, without data of the patient', async () => {
    const attempts: DeliveryAttempt[] = [];
    const options = {
      timeScale: HARDLY_ANY_TIME,
      onDelivery: (attempt: DeliveryAttempt) => attempts.push(attempt),
    };
    await withSandbox(options, async (sandbox) => {
      await sandbox.playJourney('initial-cancelled', { seed: 7 }).delivered;
    });

    expect(attempts[0]).toEqual({
      messageId: expect.stringMatching(/^msg_\w{27}$/) as string,
      eventType: 'labtest.order.created',
      origin: 'initial',
      status: 'ordered',
      attempt: 1,
      httpStatus: null,
    });
  });
});
