import { randomUUID } from 'node:crypto';
import type { Instant } from '../../src/junction/instant.js';
import { instantOf } from '../../src/junction/instant.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { replay, isEqual } from '../../src/maintenance/replay.js';
import type { Fact } from '../../src/orders/facts.js';
import { reconcile } from '../../src/sync/reconcile.js';
import { json } from '../junction/upstream-server.js';
import {
  APPOINTMENT,
  appointmentBody,
  appointmentFact,
  ORDER,
  orderFact,
  OTHER_APPOINTMENT,
} from '../orders/support/supplement-facts.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { healing } from './support/healing.js';
import { useStage } from './support/stage.js';

const stage = useStage();
const HOUR_MS = 3_600_000;
const FROM_NOW = (hours: number): Instant => instantOf(new Date(Date.now() + hours * HOUR_MS));

/** Ingests facts as if their webhooks had delivered them. */
async function ingest(...facts: Fact[]): Promise<void> {
  const ingester = new Ingester(stage.pool);
  for (const fact of facts) {
    await ingester.take({ source: 'WEBHOOK', key: randomUUID(), eventType: null, fact });
  }
}

function order(low = 'requisition_created', type = 'walk_in_test'): Fact {
  return orderFact([[low, FROM_NOW(-48)]], { details: { type } });
}

function booking(data: object = {}): Record<string, unknown> {
  return appointmentBody({
    start_at: FROM_NOW(24),
    events: [{ created_at: FROM_NOW(-2), status: 'scheduled' }],
    ...data,
  });
}

/**
 * Makes Junction answer with this appointment; null when there is no active one. @returns the requested appointment
 * paths
 */
async function reconcileWith(appointment: object | null, status = 200): Promise<string[]> {
  const paths: string[] = [];
  stage.junction.answerWith((request, response) => {
    const path = request.url ?? '';
    if (path.startsWith('/v3/orders')) json(200, { orders: [], total: 0 })(request, response);
    else if (!path.endsWith('/appointment') || appointment === null)
      json(404, { detail: 'none' })(request, response);
    else json(status, appointment)(request, response);
    if (path.endsWith('/appointment')) paths.push(path);
  });
  const { failures } = await reconcile(healing(stage));
  expect(failures).toEqual([]);
  expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
  return paths;
}

async function shown(): Promise<{ id: string; status: string; startAt: string }[]> {
  const { rows } = await stage.pool.query<{ id: string; status: string; startAt: string }>(
    `SELECT id, status, start_at AS "startAt" FROM lab_appointment WHERE updated_at IS NOT NULL ORDER BY id`,
  );
  return rows;
}

describe('reconciling', () => {
  it.each([
    ['a site', 'walk_in_test', 'psc'],
    ['the home', 'at_home_phlebotomy', 'phlebotomy'],
  ])(
    'requests the appointment at %s of an order that is still to be drawn',
    async (_place, method, kind) => {
      await ingest(order('ordered', method));

      expect(await reconcileWith(booking())).toEqual([`/v3/order/${ORDER}/${kind}/appointment`]);
      expect(await shown()).toMatchObject([{ id: APPOINTMENT, status: 'confirmed' }]);
    },
  );

  it.each([
    ['drawn', order('draw_completed')],
    ['of a kit', order('ordered', 'testkit')],
    ['cancelled without an appointment to come', order('cancelled')],
  ])('requests no appointment of an order that is %s', async (_what, fact) => {
    await ingest(fact);

    expect(await reconcileWith(null)).toEqual([]);
  });

  it('finds a change of an appointment whose webhook was lost', async () => {
    await ingest(order(), appointmentFact(booking()));
    const events = [
      { created_at: FROM_NOW(-2), status: 'scheduled' },
      { created_at: FROM_NOW(-2), status: 'scheduled' },
    ];

    await reconcileWith(booking({ start_at: '2031-01-01T10:00:00', events }));

    expect(await shown()).toMatchObject([{ startAt: '2031-01-01T10:00:00.000000Z' }]);
  });

  it('does not step back while the read side lags', async () => {
    const events = [
      { created_at: FROM_NOW(-3), status: 'scheduled' },
      { created_at: FROM_NOW(-2), status: 'cancelled' },
    ];
    await ingest(order(), appointmentFact(booking({ status: 'cancelled', events })));

    await reconcileWith(booking({ events: events.slice(0, 1) }));

    expect(await shown()).toMatchObject([{ status: 'cancelled' }]);
  });

  it.each([
    ['a response without events', booking({ events: undefined }), 200],
    ['a rejected request', { detail: 'not available' }, 400],
    ['the appointment of another order', booking({ order_id: OTHER_APPOINTMENT }), 200],
  ])('ignores %s', async (_what, body, status) => {
    await ingest(order());

    await reconcileWith(body, status);

    expect(await shown()).toEqual([]);
  });
});

describe('the response that there is no active appointment', () => {
  it('cancels the appointment that is shown, in the mirror and in its replay', async () => {
    await ingest(order(), appointmentFact(booking()));

    await reconcileWith(null);

    expect(await shown()).toMatchObject([{ status: 'cancelled' }]);
  });

  it('cancels that version only: a longer history is shown again', async () => {
    await ingest(order(), appointmentFact(booking()));
    await reconcileWith(null);
    const events = [
      { created_at: FROM_NOW(-2), status: 'scheduled' },
      { created_at: FROM_NOW(-1.9), status: 'scheduled' },
    ];

    await ingest(appointmentFact(booking({ events })));

    expect(await shown()).toMatchObject([{ status: 'confirmed' }]);
  });

  it.each([
    [
      'whose newest event is under an hour old',
      { events: [{ created_at: FROM_NOW(-0.9), status: 'scheduled' }] },
    ],
    ['that has begun', { start_at: FROM_NOW(-1) }],
    ['that is in progress', { status: 'in_progress' }],
    ['that is completed', { status: 'completed' }],
  ])('does not cancel an appointment %s', async (_what, data) => {
    await ingest(order(), appointmentFact(booking(data)));

    await reconcileWith(null);

    expect(await shown()).not.toMatchObject([{ status: 'cancelled' }]);
  });

  it('cancels the appointment of a cancelled order, which Junction cancels with it', async () => {
    await ingest(order('cancelled', 'at_home_phlebotomy'), appointmentFact(booking()));

    await reconcileWith(null);

    expect(await shown()).toMatchObject([{ status: 'cancelled' }]);
  });
});
