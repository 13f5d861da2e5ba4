import { startSandbox, type Sandbox } from '@order-transactions/junction-sandbox';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { reconcile } from '../../src/sync/reconcile.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { SECRET } from '../support/deliveries.js';
import { countRows } from '../support/mirror.js';
import { useReceiver } from '../support/receiver.js';
import { useTestDatabase } from '../support/use-database.js';
import { healing, jobClient } from './support/healing.js';
import { until } from '../support/until.js';
import { useFolder } from '../support/use-folder.js';

const API_KEY = 'sk_us_sandbox_test';
const ORDERS = 60;
const HOUR_MS = 3_600_000;
/** Fakes only `Date`. */
const NOT_FAKED = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;
const PATIENT = {
  patient_details: {
    first_name: 'A',
    last_name: 'Patient',
    dob: '1980-05-05',
    gender: 'female',
    phone_number: '+15555550199',
    email: 'patient@example.com',
  },
  patient_address: {
    first_line: '1 Street',
    city: 'Phoenix',
    state: 'AZ',
    zip: '85004',
    country: 'US',
  },
};
const KINDS = [
  { method: 'walk_in_test', kind: 'psc' },
  { method: 'at_home_phlebotomy', kind: 'phlebotomy' },
] as const;
/** The calls for each order, assigned in turn. `critical` finishes with results. */
const STORIES = [
  ['book'],
  ['book', 'reschedule'],
  ['book', 'reschedule', 'reschedule'],
  ['book', 'cancel'],
  ['book', 'cancel', 'book'],
  ['book', 'reschedule', 'cancel', 'book', 'reschedule'],
  ['book', 'cancel', 'book', 'cancel'],
  ['critical'],
] as const;

const { dataSource, pool } = useTestDatabase();

const folder = useFolder();
let sandbox: Sandbox;
const receiver = useReceiver(dataSource);

beforeAll(async () => {
  sandbox = await startSandbox({
    port: 0,
    folder: folder.path,
    apiKey: API_KEY,
    webhookUrl: `${receiver.url}/webhooks/junction`,
    webhookSecret: SECRET,
  });
});
afterAll(async () => {
  await sandbox.close();
});

async function call(method: string, path: string, body?: object) {
  const answer = await fetch(`${sandbox.url}${path}`, {
    method,
    headers: { 'x-vital-api-key': API_KEY, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function send(index: number): Promise<SentOrder> {
  const { method, kind } = KINDS[index % 2] ?? KINDS[0];
  const story = STORIES[index % STORIES.length] ?? [];
  const placed = await call('POST', '/v3/order', {
    user_id: `11111111-1111-4111-8111-${String(index).padStart(12, '0')}`,
    collection_method: method,
    ...PATIENT,
  });
  const { id } = placed.body.order as { id: string };
  const requisition = `received.${method}.requisition_created`;
  await call('POST', `/v3/order/${id}/test?final_status=${requisition}`);
  const appointment = `/v3/order/${id}/${kind}/appointment`;
  for (const [step, act] of story.entries()) {
    const slot = { booking_key: `2031-01-${String(10 + step)}T10:00:00Z` };
    if (act === 'book') await call('POST', `${appointment}/book`, slot);
    else if (act === 'reschedule') await call('PATCH', `${appointment}/reschedule`, slot);
    else if (act === 'cancel') await call('PATCH', `${appointment}/cancel`, {});
    else await call('POST', `/v3/order/${id}/test`, { interpretation: 'critical' });
  }
  return { id, kind, isCritical: story.some((act) => act === 'critical') };
}

interface SentOrder {
  readonly id: string;
  readonly kind: string;
  readonly isCritical: boolean;
}

interface Shown {
  readonly id: string;
  readonly appointment: string | null;
  readonly isCritical: boolean;
}

/** The state of each order at Junction. */
async function truth(sent: readonly SentOrder[]): Promise<Shown[]> {
  const shown = sent.map(async ({ id, kind, isCritical }) => {
    const { status, body } = await call('GET', `/v3/order/${id}/${kind}/appointment`);
    const { id: appointmentId, start_at: startAt } = body as { id: string; start_at: string };
    return { id, appointment: status === 404 ? null : `${appointmentId} ${startAt}`, isCritical };
  });
  return (await Promise.all(shown)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function mirror(): Promise<Shown[]> {
  const { rows } = await pool.query<Shown>(
    `SELECT id, is_critical AS "isCritical", (
       SELECT id || ' ' || (record #>> '{newest,startAt}') FROM lab_appointment
       WHERE order_id = o.id AND updated_at IS NOT NULL AND status IS DISTINCT FROM 'cancelled'
       ORDER BY updated_at DESC, id DESC LIMIT 1
     ) AS appointment FROM lab_order o ORDER BY id`,
  );
  return rows;
}

/** Held webhooks have arrived when no more webhooks arrive. */
async function settle(): Promise<void> {
  let received = -1;
  await until(async () => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const before = received;
    received = await countRows(pool, 'webhook_inbox');
    return received === before;
  });
}

/** Junction's read side may lag by an hour, so an absent record means nothing during that time. */
async function reconcileLater(): Promise<void> {
  const client = jobClient(sandbox.url, API_KEY);
  const now = Date.now() + 2 * HOUR_MS;
  jest.useFakeTimers({ now, doNotFake: [...NOT_FAKED] });
  const { failures } = await reconcile(healing({ dataSource, pool, client })).finally(() =>
    jest.useRealTimers(),
  );
  await client.close();
  expect(failures).toEqual([]);
}

it('reconciling restores the appointment and whether results are critical when a third of the webhooks was lost', async () => {
  await call('PUT', '/_sandbox/appointments/faults', { lost: 1 / 3, doubled: 0.3, delay: 300 });
  const sent: SentOrder[] = [];
  for (let index = 0; index < ORDERS; index++) sent.push(await send(index));
  const expected = await truth(sent);
  await until(async () => (await mirror()).length === ORDERS);
  await settle();
  expect(await mirror()).not.toEqual(expected);

  await reconcileLater();

  expect(await mirror()).toEqual(expected);
  expect(isEqual(await replay(testDatabaseUrl()))).toBe(true);
});
