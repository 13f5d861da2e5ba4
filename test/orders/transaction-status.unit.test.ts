import fc from 'fast-check';
import type { BlockEntry, TransactionBlock } from '../../src/orders/facts.js';
import type { OrderView } from '../../src/orders/order-view.js';
import { viewTransaction } from '../../src/orders/transaction-view.js';

const ID = '33333333-3333-4333-8333-333333333333';
const orderId = (index: number) => `4444444${index}-4444-4444-8444-444444444444`;

/** Junction's status with three parts, one for each kind of status. */
const STATUS = {
  ordered: 'received.walk_in_test.ordered',
  partial: 'sample_with_lab.walk_in_test.partial_results',
  redraw_available: 'collecting_sample.walk_in_test.redraw_available',
  completed: 'completed.walk_in_test.completed',
  corrected: 'completed.walk_in_test.corrected',
  cancelled: 'cancelled.walk_in_test.cancelled',
  do_not_process: 'cancelled.testkit.do_not_process',
  failed: 'failed.walk_in_test.sample_error',
  new_in_lab: 'sample_with_lab.walk_in_test.second_opinion',
  new_completed: 'completed.walk_in_test.signed_off',
  new: 'elsewhere.walk_in_test.elsewhere',
};
type Kind = keyof typeof STATUS;

interface Member {
  readonly status: string | null;
  readonly origin?: string | null;
  readonly parentId?: string | null;
}

function memberViews(members: readonly Member[]): OrderView[] {
  const nothing = {
    transactionId: ID,
    userId: null,
    junctionUserId: null,
    teamId: null,
    collectionMethod: null,
    lab: null,
    testId: null,
    testName: null,
    sampleId: null,
    interpretation: null,
    hasMissingResults: null,
    isCritical: false,
    criticalAt: null,
    expectedResultBy: null,
    createdAt: null,
    updatedAt: null,
  };
  return members.map(({ status, origin = null, parentId = null }, index) => ({
    ...nothing,
    id: orderId(index),
    status,
    origin,
    parentId,
  }));
}

function entryOf({ id, status }: OrderView): BlockEntry {
  const lowStatus = status?.split('.').at(-1) ?? null;
  return {
    orderId: id,
    lowStatus,
    statusAt: null,
    origin: null,
    parentId: null,
    createdAt: null,
    updatedAt: null,
  };
}

/** `current` lists every member with its status; `stale` lacks the last member; null means no block at all. */
function statusOf(
  members: readonly Member[],
  word: string | null,
  block: 'current' | 'stale' = 'current',
) {
  const views = memberViews(members);
  const entries = views.map(entryOf).slice(0, block === 'stale' ? -1 : undefined);
  return viewTransaction(
    { id: ID, block: word === null ? null : { transactionId: ID, status: word, entries } },
    views,
  ).status;
}

const initial = (kind: Kind): Member => ({ status: STATUS[kind], origin: 'initial' });
const redraw = (kind: Kind, parentId: string | null = orderId(0)): Member => ({
  status: STATUS[kind],
  origin: 'redraw',
  parentId,
});

describe('the status of a transaction', () => {
  it.each<[string, Member[], string]>([
    ['an order in progress', [initial('ordered')], 'active'],
    ['partial results', [initial('partial')], 'active'],
    ['a completed order', [initial('completed')], 'completed'],
    ['a corrected order', [initial('corrected')], 'completed'],
    ['a cancelled order', [initial('cancelled')], 'cancelled'],
    ['a test kit that is not processed', [initial('do_not_process')], 'cancelled'],
    ['a failed order', [initial('failed')], 'completed'],
    ['a redraw that is available and unknown', [initial('redraw_available')], 'active'],
    ['a redraw in progress', [initial('redraw_available'), redraw('ordered')], 'active'],
    ['a completed redraw', [initial('redraw_available'), redraw('completed')], 'completed'],
    [
      'a completed redraw without a parent',
      [initial('redraw_available'), redraw('completed', null)],
      'completed',
    ],
    [
      'a redraw of another order',
      [initial('redraw_available'), redraw('completed', orderId(7))],
      'active',
    ],
    ['a cancelled redraw', [initial('redraw_available'), redraw('cancelled')], 'completed'],
    ['a failed redraw', [initial('redraw_available'), redraw('failed')], 'completed'],
    ['a redraw that awaits a redraw', [redraw('redraw_available', null)], 'active'],
    ['two cancelled orders', [initial('cancelled'), redraw('cancelled')], 'cancelled'],
    [
      'a cancelled order and a completed recreation',
      [initial('cancelled'), { status: STATUS.completed, origin: 'recreation' }],
      'completed',
    ],
    ['an unknown word in a known phase', [initial('new_in_lab')], 'active'],
    ['an unknown word in the phase completed', [initial('new_completed')], 'completed'],
    ['an unknown word in an unknown phase', [initial('completed'), initial('new')], 'active'],
    ['an order without a status', [initial('completed'), { status: null }], 'active'],
    ['no order', [], 'active'],
  ])('is derived from %s when there is no block', (_, members, expected) => {
    expect(statusOf(members, null)).toBe(expected);
  });

  it.each<[string, Member[], string, string]>([
    ['Junction completed it', [initial('ordered')], 'completed', 'completed'],
    ['Junction cancelled it', [initial('completed')], 'cancelled', 'cancelled'],
    ['the word is unknown', [initial('completed')], 'on_hold', 'on_hold'],
    ['an order failed', [initial('failed')], 'active', 'active'],
    ['an order is in progress', [initial('ordered')], 'active', 'active'],
    ['the redraw is not known', [initial('redraw_available')], 'active', 'active'],
    ['neither has a status', [{ status: null }], 'completed', 'completed'],
    ['there is no order', [], 'completed', 'completed'],
  ])('is the word of a current block when %s', (_, members, word, expected) => {
    expect(statusOf(members, word)).toBe(expected);
  });

  it.each<[string, Member[], string]>([
    ['the order completed', [initial('completed')], 'completed'],
    ['the order was cancelled', [initial('cancelled')], 'cancelled'],
    ['the redraw was cancelled', [initial('redraw_available'), redraw('cancelled')], 'completed'],
    [
      'the recreation completed',
      [initial('cancelled'), { status: STATUS.completed, origin: 'recreation' }],
      'completed',
    ],
  ])(
    'is not the word "active" of a current block once every order has ended: %s',
    (_, members, expected) => {
      expect(statusOf(members, 'active')).toBe(expected);
    },
  );

  it.each<[string, Member[], string, string]>([
    [
      'an order in progress wins',
      [initial('completed'), initial('ordered')],
      'completed',
      'active',
    ],
    [
      'an unknown word stays while an order is in progress',
      [initial('ordered'), initial('ordered')],
      'on_hold',
      'on_hold',
    ],
    [
      'an unknown word ends with the orders',
      [initial('completed'), initial('completed')],
      'on_hold',
      'completed',
    ],
    ['a failed order ends the transaction', [initial('failed')], 'active', 'completed'],
  ])('is derived when the block omits an order: %s', (_, members, word, expected) => {
    expect(statusOf(members, word, 'stale')).toBe(expected);
  });
});

type Rule = (block: TransactionBlock | null, members: readonly OrderView[]) => string;
const rightRule: Rule = (block, members) => viewTransaction({ id: ID, block }, members).status;

const kinds = fc.constantFrom(...(Object.keys(STATUS) as Kind[]), null);
const worlds = fc
  .record({
    members: fc.array(
      fc.record({
        kind: kinds,
        origin: fc.constantFrom('initial', 'redraw', 'recreation', null),
        parentId: fc.constantFrom(orderId(0), orderId(1), null),
      }),
      { maxLength: 3 },
    ),
    word: fc.constantFrom('active', 'completed', 'cancelled', 'on_hold', null),
    wrongEntry: fc.option(fc.nat({ max: 2 })),
  })
  .map(({ members, word, wrongEntry }) => {
    const views = memberViews(
      members.map(({ kind, ...rest }) => ({ ...rest, status: kind && STATUS[kind] })),
    );
    const entries = views
      .map(entryOf)
      .map((entry, index) =>
        index === wrongEntry ? { ...entry, lowStatus: 'requisition_created' } : entry,
      );
    const isCurrent = word !== null && (wrongEntry === null || wrongEntry >= views.length);
    return {
      views,
      word,
      isCurrent,
      block: word === null ? null : { transactionId: ID, status: word, entries },
    };
  });

const IN_PROGRESS: Kind[] = ['ordered', 'partial', 'new_in_lab'];
const isOneOf = (kindsOfStatus: Kind[]) => {
  const statuses = kindsOfStatus.map((kind) => STATUS[kind]);
  return ({ status }: OrderView) => status !== null && statuses.includes(status);
};
const isInProgress = isOneOf(IN_PROGRESS);
const isCancelled = isOneOf(['cancelled', 'do_not_process']);
const isPlainlyEnded = isOneOf([
  'completed',
  'corrected',
  'new_completed',
  'cancelled',
  'do_not_process',
]);
const isFailed = isOneOf(['failed']);

/**
 * Each property follows directly from Junction's definitions and does not depend on the order of the cases in the
 * rule.
 */
function findFault(rule: Rule): boolean {
  const property = fc.property(worlds, ({ views, word, isCurrent, block }) => {
    const status = rule(block, views);
    const known = word === null || word !== 'on_hold';
    if (isCurrent && word !== 'active') return status === word;
    if (views.length === 0) return status === (word ?? 'active');
    if (isCurrent && views.every(isPlainlyEnded) && status === 'active') return false;
    if (isCurrent && views.some(isFailed) && status !== 'active') return false;
    if (!isCurrent && views.every(isFailed) && status !== 'completed') return false;
    if (views.every(isCancelled) !== (status === 'cancelled')) return false;
    if (views.some(isInProgress) && status !== (known ? 'active' : word)) return false;
    if (views.some((order) => order.status === null) && status === 'completed') return false;
    if (views.length === 1 && views.every(isOneOf(['redraw_available'])) && status !== 'active')
      return false;
    return rule(block, [...views].reverse()) === status;
  });
  return fc.check(property, { numRuns: 4_000, seed: 5 }).failed;
}

describe('the properties of the status', () => {
  it('hold for the rule', () => {
    expect(findFault(rightRule)).toBe(false);
  });

  const wrongRules: Record<string, Rule> = {
    'that always shows the word': (block, members) => block?.status ?? rightRule(null, members),
    'that never shows the word': (_, members) => rightRule(null, members),
    'that believes a lagging "active"': (block, members) =>
      block?.status === 'active' ? 'active' : rightRule(block, members),
    'that believes an unknown word for ever': (block, members) =>
      block?.status === 'on_hold' ? 'on_hold' : rightRule(block, members),
    'that takes a failed order for ended': (block, members) =>
      members.every((it) => isPlainlyEnded(it) || isFailed(it))
        ? rightRule(null, members)
        : rightRule(block, members),
    'that takes a failed order for one in progress': (block, members) =>
      members.some(isFailed) ? 'active' : rightRule(block, members),
    'that takes an available redraw for done': (block, members) =>
      rightRule(
        block,
        members.map((it) =>
          isOneOf(['redraw_available'])(it) ? { ...it, status: STATUS.completed } : it,
        ),
      ),
    'that looks at the first order only': (block, members) => rightRule(block, members.slice(0, 1)),
    'that cancels with the first cancelled order': (block, members) =>
      members.some(isCancelled) ? 'cancelled' : rightRule(block, members),
  };

  it.each(Object.entries(wrongRules))('fail for a rule %s', (_, rule) => {
    expect(findFault(rule)).toBe(true);
  });
});
