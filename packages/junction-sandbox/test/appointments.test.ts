import type { JunctionClient } from '@junction-api/sdk';
import type { Sandbox } from '../src/sandbox.js';
import { startReceiver } from './support/receiver.js';
import { API_KEY, clientOf, SECRET, withSandbox } from './support/start.js';

const PATIENT = {
  patient_details: {
    first_name: 'Real',
    last_name: 'Person',
    dob: '1980-05-05',
    gender: 'male',
    phone_number: '+15555550199',
    email: 'real.person@example.com',
  },
  patient_address: {
    first_line: '2 Main Street',
    city: 'Phoenix',
    state: 'AZ',
    zip: '85004',
    country: 'US',
  },
};

interface Webhook {
  readonly event_type: string;
  readonly data: Record<string, unknown>;
}

interface Stage {
  readonly sandbox: Sandbox;
  readonly sdk: JunctionClient;
  readonly webhooks: () => Webhook[];
}

async function withStage(test: (stage: Stage) => Promise<void>): Promise<void> {
  const receiver = await startReceiver(SECRET);
  await withSandbox({ webhookUrl: receiver.url }, (sandbox) =>
    test({
      sandbox,
      sdk: clientOf(sandbox),
      webhooks: () => receiver.deliveries.map(({ body }) => JSON.parse(body) as Webhook),
    }),
  );
  await receiver.close();
}

async function call(
  { sandbox }: Stage,
  method: string,
  path: string,
  body: object = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: { 'x-vital-api-key': API_KEY, 'content-type': 'application/json' },
    ...(method !== 'GET' && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function placeOrder(stage: Stage, method: string): Promise<string> {
  const { body } = await call(stage, 'POST', '/v3/order', {
    user_id: '11111111-1111-4111-8111-111111111111',
    collection_method: method,
    ...PATIENT,
  });
  return (body.order as { id: string }).id;
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

function ofAppointments({ webhooks }: Stage): Webhook[] {
  return webhooks().filter(({ event_type: type }) => type.startsWith('labtest.appointment.'));
}

describe('appointments', () => {
  it.each([
    ['psc', 'walk_in_test', 'patient_service_center', 'quest'],
    ['phlebotomy', 'at_home_phlebotomy', 'phlebotomy', 'getlabs'],
  ])(
    'are booked, moved and cancelled by %s calls, with a webhook each',
    async (kind, method, type, provider) => {
      await withStage(async (stage) => {
        const path = `/v3/order/${await placeOrder(stage, method)}/${kind}/appointment`;

        expect((await call(stage, 'GET', path)).status).toBe(404);
        const slot = { booking_key: '2031-01-01T10:00:00Z' };
        expect((await call(stage, 'POST', `${path}/book`, slot)).body).toMatchObject({
          ...{ type, provider, status: 'confirmed', event_status: 'scheduled' },
          start_at: '2031-01-01T10:00:00.000000Z',
        });
        expect((await call(stage, 'POST', `${path}/book`, slot)).status).toBe(400);
        const moved = { booking_key: '2031-01-02T10:00:00Z' };
        await call(stage, 'PATCH', `${path}/reschedule`, moved);
        expect((await call(stage, 'GET', path)).body).toMatchObject({
          start_at: '2031-01-02T10:00:00.000000Z',
          events: [{ status: 'scheduled' }, { status: 'scheduled' }],
        });
        await call(stage, 'PATCH', `${path}/cancel`);
        expect((await call(stage, 'GET', path)).status).toBe(404);

        await until(() => ofAppointments(stage).length === 3);
        expect(
          ofAppointments(stage).map(({ event_type, data }) => [event_type, data.status]),
        ).toEqual([
          ['labtest.appointment.created', 'confirmed'],
          ['labtest.appointment.updated', 'confirmed'],
          ['labtest.appointment.updated', 'cancelled'],
        ]);
      });
    },
  );

  it('are requested without a time, and confirmed by the provider', async () => {
    await withStage(async (stage) => {
      const id = await placeOrder(stage, 'at_home_phlebotomy');
      const path = `/v3/order/${id}/phlebotomy/appointment`;

      expect((await call(stage, 'POST', `${path}/request`)).body).toMatchObject({
        status: 'pending',
        start_at: null,
      });
      const events = `/_sandbox/orders/${id}/phlebotomy/appointment/events`;
      await call(stage, 'POST', events, { status: 'scheduled' });

      const { status } = await stage.sdk.labTests.getPhlebotomyAppointment({ orderId: id });
      expect(status).toBe('confirmed');
    });
  });

  it('are not booked for an order of another method', async () => {
    await withStage(async (stage) => {
      const id = await placeOrder(stage, 'testkit');
      const slot = { booking_key: '2031-01-01T10:00:00Z' };

      expect((await call(stage, 'POST', `/v3/order/${id}/psc/appointment/book`, slot)).status).toBe(
        400,
      );
    });
  });

  it('have webhooks that are lost or sent twice on demand', async () => {
    await withStage(async (stage) => {
      const path = `/v3/order/${await placeOrder(stage, 'walk_in_test')}/psc/appointment`;
      await call(stage, 'PUT', '/_sandbox/appointments/faults', { lost: 1 });
      await call(stage, 'POST', `${path}/book`, { booking_key: '2031-01-01T10:00:00Z' });
      await call(stage, 'PUT', '/_sandbox/appointments/faults', { doubled: 1, delay: 20 });
      await call(stage, 'PATCH', `${path}/cancel`);

      await until(() => ofAppointments(stage).length === 2);
      expect(ofAppointments(stage).map(({ data }) => data.status)).toEqual([
        'cancelled',
        'cancelled',
      ]);
    });
  });
});

describe('a critical result', () => {
  it('is sent with the simulated results of an order', async () => {
    await withStage(async (stage) => {
      const id = await placeOrder(stage, 'walk_in_test');
      await call(stage, 'POST', `/v3/order/${id}/test`, { interpretation: 'critical' });
      const critical = () =>
        stage.webhooks().find(({ event_type: type }) => type === 'labtest.result.critical');

      await until(() => critical() !== undefined);
      expect(critical()?.data).toMatchObject({
        order_id: id,
        interpretation: 'critical',
        status: 'final',
      });
    });
  });
});
