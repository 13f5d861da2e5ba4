import { useTestDatabase } from '../support/use-database.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { until } from '../support/until.js';
import { startLabStage, type LabStage } from '../supergraph/lab-stage.js';
import type { JourneyName } from '@order-transactions/junction-sandbox';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { reconcile } from '../../src/sync/reconcile.js';
import { healing, jobClient } from '../sync/support/healing.js';

const API_KEY = 'sk_us_test';
const PATIENT = 'anna';
const FAULTS = { shuffle: true, duplicates: 4, delay: 200, pause: 0 };
const QUERY = `query ($id: ID!) {
  orderTransaction(id: $id) {
    patientAction isCritical criticalAt
    orders {
      isCritical
      appointment { type status startAt confirmationCode siteAddress { city } }
      appointments { status }
    }
  }
}`;

interface Shown {
  readonly patientAction: string;
  readonly isCritical: boolean;
  readonly criticalAt: string | null;
  readonly orders: readonly {
    readonly isCritical: boolean;
    readonly appointment: Readonly<Record<string, unknown>> | null;
    readonly appointments: readonly { readonly status: string }[];
  }[];
}

const { dataSource, pool } = useTestDatabase();
let stage: LabStage;
let authorization: string;

beforeAll(async () => {
  stage = await startLabStage({ databaseUrl: testDatabaseUrl() });
  authorization = `Bearer ${await stage.issuer.sign({ sub: PATIENT })}`;
});
afterAll(() => stage.close());

async function show(id: string): Promise<Shown | null> {
  const response = await fetch(stage.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization },
    body: JSON.stringify({ query: QUERY, variables: { id } }),
  });
  const { data } = (await response.json()) as { data: { orderTransaction: Shown | null } };
  return data.orderTransaction;
}

/** Plays a journey until all of its webhooks are delivered. */
async function play(name: JourneyName, seed: number): Promise<string> {
  const options = { ...FAULTS, seed, clientUserId: PATIENT };
  const { transactionId, delivered } = stage.sandbox.playJourney(name, options);
  expect(await delivered).toBe(true);
  return transactionId;
}

async function control(path: string, body: object): Promise<void> {
  const response = await fetch(`${stage.sandbox.url}/_sandbox/${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}

function visits(shown: Shown | null): string[][] | undefined {
  return shown?.orders.map(({ appointments }) => appointments.map(({ status }) => status));
}

describe('a journey that the local Junction plays out of order and partly twice', () => {
  it('shows where and when to return for the redraw', async () => {
    const shown = await show(await play('redraw-due', 1));

    expect(shown).toMatchObject({
      patientAction: 'RETURN_FOR_REDRAW',
      isCritical: false,
      orders: [
        { appointment: { type: 'PATIENT_SERVICE_CENTER', status: 'COMPLETED' } },
        {
          appointment: {
            type: 'PATIENT_SERVICE_CENTER',
            status: 'CONFIRMED',
            startAt: expect.any(String) as string,
            confirmationCode: expect.any(String) as string,
            siteAddress: { city: 'Test City' },
          },
        },
      ],
    });
  });

  it('shows the cancelled appointment after the one that replaced it', async () => {
    expect(visits(await show(await play('visit-cancelled', 2)))).toEqual([
      ['COMPLETED', 'CANCELLED'],
    ]);
  });

  it('shows the visit at home without its address', async () => {
    expect((await show(await play('at-home', 3)))?.orders[0]?.appointment).toMatchObject({
      type: 'PHLEBOTOMY',
      status: 'COMPLETED',
      siteAddress: null,
    });
  });

  it('shows a critical result with the time of the first message about it', async () => {
    expect(await show(await play('critical', 4))).toMatchObject({
      isCritical: true,
      criticalAt: expect.any(String) as string,
      orders: [{ isCritical: true }],
    });
  });
});

it('shows lost appointments and critical results after reconcile, once reads of Junction no longer lag', async () => {
  await control('appointments/faults', { lost: 1 });
  const booked = await play('redraw-due', 5);
  const critical = await play('critical', 6);
  await control('appointments/faults', {});
  const lost = await show(booked);
  expect(visits(lost)).toEqual([[], []]);

  await control('read-lag', { ms: 60_000 });
  const client = jobClient(stage.sandbox.url, API_KEY);
  const repair = () => reconcile(healing({ dataSource, pool, client }));
  expect((await repair()).failures).toEqual([]);
  expect(visits(await show(booked))).toEqual([[], []]);

  await control('read-lag', { ms: 0 });
  expect((await repair()).failures).toEqual([]);
  await client.close();

  await until(async () => (await show(booked))?.orders[1]?.appointment !== null);
  expect(await show(booked)).toMatchObject({
    patientAction: 'RETURN_FOR_REDRAW',
    orders: [{}, { appointment: { status: 'CONFIRMED', siteAddress: { city: 'Test City' } } }],
  });
  expect(await show(critical)).toMatchObject({ isCritical: true, orders: [{ isCritical: true }] });
  expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
});
