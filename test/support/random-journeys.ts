import fc from 'fast-check';

/** One webhook of a generated journey, with the true state of the world at the time when it was sent. */
export interface MadeWebhook {
  body: Record<string, unknown>;
  /** Junction's status of the transaction, when this webhook contains it. */
  word: string | null;
  /** The low-level status of every order, by id. */
  truth: Record<string, string>;
}

export interface MadeJourney {
  transactionId: string;
  /** Orders whose own webhooks are all lost: only blocks contain them. */
  silent: string[];
  webhooks: MadeWebhook[];
}

const TEAM = '11111111-1111-4111-8111-111111111111';
const USER = '22222222-2222-4222-8222-222222222222';
const START = BigInt(Date.UTC(2026, 2, 3, 9, 26, 51)) * 1000n;

/** Statuses that repeat, go back and continue after an end, so that no rule can use them as a clock. */
const STATUSES = [
  'received.walk_in_test.requisition_created',
  'collecting_sample.walk_in_test.appointment_pending',
  'collecting_sample.walk_in_test.appointment_scheduled',
  'collecting_sample.walk_in_test.appointment_cancelled',
  'sample_with_lab.walk_in_test.partial_results',
  'collecting_sample.walk_in_test.redraw_available',
  'completed.walk_in_test.completed',
  'completed.walk_in_test.corrected',
  'cancelled.walk_in_test.cancelled',
];

const step = fc.record({
  order: fc.nat({ max: 2 }),
  status: fc.constantFrom(...STATUSES),
  microseconds: fc.constantFrom(1n, 40n, 900n, 250_000n, 3_000_000n),
  block: fc.constantFrom('present', 'present', 'null', 'absent'),
  word: fc.constantFrom('active', 'completed', 'cancelled'),
});

/**
 * Journeys of up to three orders in one transaction, whose steps alternate. Times can grow by only a microsecond;
 * `updated_at` may not change; blocks may be null or absent; one order may send no webhooks.
 */
export const madeJourneys: fc.Arbitrary<MadeJourney> = fc
  .record({
    orders: fc.integer({ min: 1, max: 3 }),
    steps: fc.array(step, { minLength: 1, maxLength: 9 }),
    frozen: fc.boolean(),
    silence: fc.boolean(),
  })
  .map(({ orders, steps, frozen, silence }) => play(orders, steps, frozen, silence));

interface MadeOrder {
  id: string;
  createdAt: bigint;
  events: { id: number; status: string; at: bigint }[];
}

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function play(count: number, steps: Step[], frozen: boolean, silence: boolean): MadeJourney {
  const transactionId = '33333333-3333-4333-8333-333333333333';
  const orders: MadeOrder[] = [];
  const webhooks: MadeWebhook[] = [];
  const silent = silence && count > 1 ? [orderId(count - 1)] : [];
  let now = START;
  let eventId = 4000;

  const emit = (order: MadeOrder, block: string, word: string) => {
    if (silent.includes(order.id)) return;
    const truth = Object.fromEntries(orders.map((it) => [it.id, lowOf(it)]));
    const body = webhookOf(order, orders, { transactionId, block, word, frozen });
    webhooks.push({ body, word: block === 'present' ? word : null, truth });
  };
  const open = (index: number) => {
    const event = { id: eventId++, status: 'received.walk_in_test.ordered', at: now };
    const order = { id: orderId(index), createdAt: now, events: [event] };
    orders.push(order);
    emit(order, 'present', 'active');
    now += 7n;
  };

  open(0);
  for (const { order: pick, status, microseconds, block, word } of steps) {
    now += microseconds;
    if (orders.length < count && pick >= orders.length) open(orders.length);
    const order = orders[pick % orders.length];
    if (!order) continue;
    order.events.push({ id: eventId++, status, at: now });
    emit(order, block, word);
  }
  return { transactionId, silent, webhooks };
}

function webhookOf(
  order: MadeOrder,
  orders: MadeOrder[],
  told: { transactionId: string; block: string; word: string; frozen: boolean },
): Record<string, unknown> {
  const updatedAt = (it: MadeOrder) =>
    timeOf(told.frozen ? it.createdAt : (it.events.at(-1)?.at ?? it.createdAt));
  const events = order.events.map(({ id, status, at }) => ({ id, status, created_at: timeOf(at) }));
  const block = {
    id: told.transactionId,
    status: told.word,
    orders: orders.map((it) => ({
      id: it.id,
      low_level_status: lowOf(it),
      low_level_status_created_at: timeOf(it.events.at(-1)?.at ?? it.createdAt),
      origin: it === orders[0] ? 'initial' : 'recreation',
      parent_id: null,
      created_at: timeOf(it.createdAt),
      updated_at: updatedAt(it),
    })),
  };
  return {
    event_type: events.length === 1 ? 'labtest.order.created' : 'labtest.order.updated',
    team_id: TEAM,
    user_id: USER,
    client_user_id: 'patient-1',
    data: {
      id: order.id,
      user_id: USER,
      team_id: TEAM,
      created_at: timeOf(order.createdAt),
      updated_at: updatedAt(order),
      origin: order === orders[0] ? 'initial' : 'recreation',
      events,
      last_event: events.at(-1),
      ...(told.block === 'absent'
        ? {}
        : { order_transaction: told.block === 'null' ? null : block }),
    },
  };
}

function orderId(index: number): string {
  return `4444444${index}-4444-4444-8444-444444444444`;
}

function lowOf(order: MadeOrder): string {
  return order.events.at(-1)?.status.split('.').at(-1) ?? '';
}

/** RFC 3339 with microseconds, as Junction formats times. */
function timeOf(microseconds: bigint): string {
  const milliseconds = new Date(Number(microseconds / 1000n)).toISOString().slice(0, -1);
  return `${milliseconds}${String(microseconds % 1000n).padStart(3, '0')}+00:00`;
}
