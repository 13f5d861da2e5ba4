import { randomUUID } from 'node:crypto';
import { Ingester } from '../../src/ingest/ingester.js';
import type { Fact } from '../../src/orders/facts.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import {
  APPOINTMENT,
  appointmentFact,
  at,
  criticalFact,
  ORDER,
  orderFact,
  OTHER_APPOINTMENT,
  TRANSACTION,
} from '../orders/support/supplement-facts.js';
import { useTestDatabase } from '../support/use-database.js';
import { useGraphServer } from './support/graph-server.js';

const { pool } = useTestDatabase('TEST');
const graph = useGraphServer(() => ({ mirror: createMirrorReads(pool) }));

const IN_TRANSACTION = {
  order_transaction: { id: TRANSACTION, status: 'active', orders: [{ id: ORDER }] },
};

async function ingest(...facts: Fact[]): Promise<void> {
  const ingester = new Ingester(pool);
  for (const fact of facts) {
    await ingester.take({ source: 'WEBHOOK', key: randomUUID(), eventType: null, fact });
  }
}

async function ask(fields: string): Promise<unknown> {
  const answer = await graph.ask(`{ order(id: "${ORDER}") { ${fields} } }`);
  expect(answer.errors).toBeUndefined();
  return (answer.data as { order: unknown }).order;
}

describe('Order.appointments', () => {
  it('returns an appointment at a site with every field, and each word as it came', async () => {
    await ingest(orderFact([['ordered', at(0)]]), appointmentFact({ provider: 'new_provider' }));

    expect(
      await ask(`appointments {
        id type rawType status rawStatus provider rawProvider startAt endAt timeZone confirmationCode canReschedule updatedAt
        siteAddress { firstLine secondLine city state postalCode country }
      }`),
    ).toEqual({
      appointments: [
        {
          id: APPOINTMENT,
          type: 'PATIENT_SERVICE_CENTER',
          rawType: 'patient_service_center',
          status: 'CONFIRMED',
          rawStatus: 'confirmed',
          provider: 'UNKNOWN',
          rawProvider: 'new_provider',
          startAt: '2026-03-09T21:20:00.000Z',
          endAt: '2026-03-09T21:35:00.000Z',
          timeZone: 'America/New_York',
          confirmationCode: 'CODE-1',
          canReschedule: true,
          updatedAt: '2026-03-06T10:00:00.000Z',
          siteAddress: {
            firstLine: '40 Laboratory Way',
            secondLine: null,
            city: 'Phoenix',
            state: 'AZ',
            postalCode: '85004',
            country: null,
          },
        },
      ],
    });
  });

  it.each(['phlebotomy', 'a_new_type', null])(
    'returns no address of an appointment of the type %s, and stores none',
    async (type) => {
      await ingest(orderFact([['ordered', at(0)]]), appointmentFact({ type }));

      expect(await ask('appointments { siteAddress { city } }')).toEqual({
        appointments: [{ siteAddress: null }],
      });
      const { rows } = await pool.query('SELECT a, i FROM lab_appointment a, webhook_inbox i');
      expect(JSON.stringify(rows)).not.toContain('Laboratory Way');
    },
  );

  it('reads the status from `event_status` where there is no `status`', async () => {
    await ingest(
      orderFact([['ordered', at(0)]]),
      appointmentFact({ status: null, event_status: 'scheduled' }),
    );

    expect(await ask('appointment { status rawStatus }')).toEqual({
      appointment: { status: 'CONFIRMED', rawStatus: 'scheduled' },
    });
  });

  it('lists the newest event first; `appointment` is the first that is not cancelled', async () => {
    await ingest(
      appointmentFact({ events: [{ created_at: at(5), status: 'scheduled' }] }),
      appointmentFact({
        id: OTHER_APPOINTMENT,
        status: 'cancelled',
        events: [{ created_at: at(6), status: 'cancelled' }],
      }),
      orderFact([['ordered', at(0)]]),
    );

    expect(await ask('appointment { id } appointments { id status }')).toEqual({
      appointment: { id: APPOINTMENT },
      appointments: [
        { id: OTHER_APPOINTMENT, status: 'CANCELLED' },
        { id: APPOINTMENT, status: 'CONFIRMED' },
      ],
    });
  });

  it('shows an appointment as cancelled when the history of the order has a newer cancellation', async () => {
    await ingest(appointmentFact(), orderFact([['ordered', at(0)]]));
    const before = await ask('changedAt appointment { id }');
    await ingest(
      orderFact([
        ['ordered', at(0)],
        ['appointment_cancelled', at(9)],
      ]),
    );

    expect(before).toMatchObject({ appointment: { id: APPOINTMENT } });
    expect(await ask('appointment { id } appointments { status rawStatus }')).toEqual({
      appointment: null,
      appointments: [{ status: 'CANCELLED', rawStatus: 'confirmed' }],
    });
  });

  it('is a reading of statuses in the audit trail', async () => {
    await ingest(appointmentFact(), orderFact([['ordered', at(0)]]));
    const recorded = graph.audit.length;
    await ask('appointments { id }');

    expect(graph.audit.slice(recorded).map(({ action }) => action)).toEqual(['READ_ORDERS']);
  });
});

describe('isCritical', () => {
  const FIELDS = 'isCritical criticalAt transaction { isCritical criticalAt }';

  it('is false without a critical result', async () => {
    await ingest(
      orderFact([['ordered', at(0)]], IN_TRANSACTION),
      criticalFact({ interpretation: 'abnormal' }),
    );

    expect(await ask(FIELDS)).toEqual({
      isCritical: false,
      criticalAt: null,
      transaction: { isCritical: false, criticalAt: null },
    });
  });

  it('is true by a critical result that arrived before the order, with the earliest time', async () => {
    await ingest(
      criticalFact({ created_at: at(102), updated_at: at(120), status: 'final' }),
      criticalFact({ created_at: at(101), updated_at: at(110), status: 'partial' }),
      orderFact([['ordered', at(0)]], IN_TRANSACTION),
    );

    const criticality = { isCritical: true, criticalAt: '2026-03-06T11:41:00.000Z' };
    expect(await ask(FIELDS)).toEqual({ ...criticality, transaction: criticality });
  });

  it('stays true, without a time, when the critical interpretation of the order is corrected', async () => {
    await ingest(
      orderFact([['completed', at(90)]], { ...IN_TRANSACTION, interpretation: 'critical' }),
      orderFact(
        [
          ['completed', at(90)],
          ['corrected', at(95)],
        ],
        { interpretation: 'normal' },
      ),
    );

    const criticality = { isCritical: true, criticalAt: null };
    expect(await ask(`interpretation ${FIELDS}`)).toEqual({
      interpretation: 'NORMAL',
      ...criticality,
      transaction: criticality,
    });
  });

  it('is a reading of results in the audit trail, one entry a request', async () => {
    await ingest(orderFact([['ordered', at(0)]], IN_TRANSACTION), criticalFact());
    const recorded = graph.audit.length;
    await ask('isCritical criticalAt');

    expect(graph.audit.slice(recorded)).toMatchObject([
      { action: 'READ_ORDERS' },
      { action: 'READ_RESULTS', subjectIds: [ORDER], outcome: 'DONE' },
    ]);
  });
});
