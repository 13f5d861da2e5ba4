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

/** Advances an order to `requisition_created`. */
async function request(stage: Stage, id: string, method: string): Promise<void> {
  await call(
    stage,
    'POST',
    `/v3/order/${id}/test?final_status=received.${method}.requisition_created`,
  );
}

async function placeRequestedOrder(stage: Stage, method: string): Promise<string> {
  const id = await placeOrder(stage, method);
  await request(stage, id, method);
  return id;
}

/** The low-level statuses of an order's events, oldest first. */
async function historyOf(stage: Stage, id: string): Promise<(string | undefined)[]> {
  const { body } = await call(stage, 'GET', `/v3/order/${id}`);
  return (body.events as { status: string }[]).map(({ status }) => status.split('.')[2]);
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
        const path = `/v3/order/${await placeRequestedOrder(stage, method)}/${kind}/appointment`;

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
      const id = await placeRequestedOrder(stage, 'at_home_phlebotomy');
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

  it.each([
    [
      'psc',
      'walk_in_test',
      // Junction's state machine of walk-in tests passes through `appointment_pending`.
      ['pending', 'scheduled', 'pending', 'scheduled', 'cancelled'],
    ],
    ['phlebotomy', 'at_home_phlebotomy', ['pending', 'scheduled', 'scheduled', 'cancelled']],
  ])('lead %s orders through the statuses of their state machine', async (kind, method, visits) => {
    await withStage(async (stage) => {
      const id = await placeRequestedOrder(stage, method);
      const path = `/v3/order/${id}/${kind}/appointment`;
      await call(stage, 'POST', `${path}/book`, { booking_key: '2031-01-01T10:00:00Z' });
      await call(stage, 'PATCH', `${path}/reschedule`, { booking_key: '2031-01-02T10:00:00Z' });
      await call(stage, 'PATCH', `${path}/cancel`);

      expect(await historyOf(stage, id)).toEqual([
        'ordered',
        'requisition_created',
        ...visits.map((visit) => `appointment_${visit}`),
      ]);
    });
  });

  it.each([
    ['psc', 'walk_in_test'],
    ['phlebotomy', 'at_home_phlebotomy'],
  ])(
    'are reserved for a %s order without a requisition, and confirmed with it',
    async (kind, method) => {
      await withStage(async (stage) => {
        const id = await placeOrder(stage, method);
        const path = `/v3/order/${id}/${kind}/appointment`;
        const slot = { booking_key: '2031-01-01T10:00:00Z' };

        expect((await call(stage, 'POST', `${path}/book`, slot)).body.status).toBe('reserved');
        expect(await historyOf(stage, id)).toEqual(['ordered']);
        await request(stage, id, method);

        expect((await call(stage, 'GET', path)).body.status).toBe('confirmed');
        expect(await historyOf(stage, id)).toEqual([
          'ordered',
          'requisition_created',
          'appointment_pending',
          'appointment_scheduled',
        ]);
      });
    },
  );

  it.each([
    ['psc', 'walk_in_test', 200],
    ['phlebotomy', 'at_home_phlebotomy', 404],
  ])(
    'stay as they are after a cancellation: %s of %s is answered %d',
    async (kind, method, status) => {
      await withStage(async (stage) => {
        const id = await placeRequestedOrder(stage, method);
        const path = `/v3/order/${id}/${kind}/appointment`;
        await call(stage, 'POST', `${path}/book`, { booking_key: '2031-01-01T10:00:00Z' });
        await call(stage, 'POST', `/v3/order/${id}/cancel`);

        expect((await call(stage, 'GET', path)).status).toBe(status);
      });
    },
  );

  it('end the draw at home when the provider completes them', async () => {
    await withStage(async (stage) => {
      const id = await placeRequestedOrder(stage, 'at_home_phlebotomy');
      const path = `/v3/order/${id}/phlebotomy/appointment`;
      await call(stage, 'POST', `${path}/book`, { booking_key: '2031-01-01T10:00:00Z' });
      await call(stage, 'POST', `/_sandbox/orders/${id}/phlebotomy/appointment/events`, {
        status: 'completed',
      });

      expect((await historyOf(stage, id)).at(-1)).toBe('draw_completed');
      expect(
        (await call(stage, 'POST', `${path}/book`, { booking_key: '2031-01-02T10:00:00Z' })).status,
      ).toBe(400);
    });
  });

  it('are read as they were some time ago while reads lag', async () => {
    await withStage(async (stage) => {
      const id = await placeRequestedOrder(stage, 'walk_in_test');
      const path = `/v3/order/${id}/psc/appointment`;
      await call(stage, 'PUT', '/_sandbox/read-lag', { ms: 60_000 });
      await call(stage, 'POST', `${path}/book`, { booking_key: '2031-01-01T10:00:00Z' });

      expect((await call(stage, 'GET', path)).status).toBe(404);
      await call(stage, 'PUT', '/_sandbox/read-lag', { ms: 0 });
      expect((await call(stage, 'GET', path)).status).toBe(200);
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
  it('is sent with the partial and the final results of a simulated order', async () => {
    await withStage(async (stage) => {
      const id = await placeOrder(stage, 'walk_in_test');
      await call(stage, 'POST', `/v3/order/${id}/test`, { interpretation: 'critical' });
      const critical = () =>
        stage.webhooks().filter(({ event_type: type }) => type === 'labtest.result.critical');

      await until(() => critical().length === 2);
      expect(critical().map(({ data }) => data)).toMatchObject([
        { order_id: id, interpretation: 'critical', status: 'partial' },
        { order_id: id, interpretation: 'critical', status: 'final' },
      ]);
    });
  });
});
