import type { ClientBase } from 'pg';
import { breachesIn, newBreaches, type Breach } from '../../orders/breaches.js';
import type { Fact } from '../../orders/facts.js';
import { announceChanges } from '../../orders/live/announce.js';
import { subjectsOf, type Mirror } from '../../orders/mirror.js';
import type { OrderRecord } from '../../orders/order-record.js';
import { transactionOf, viewOrder } from '../../orders/order-view.js';
import type { TransactionRecord } from '../../orders/transaction-record.js';
import type { LoadedMirror, Subjects } from './load.js';
import { saveChanges, type TransactionToSave } from './save.js';

/**
 * Joins facts into the mirror's tables, within the client's open database transaction.
 *
 * @param load fetches the part of the mirror that the facts speak of.
 * @param transactionIds transactions to load besides; those that turn out to be concerned are added.
 * @param join takes one fact into the mirror; says whether it changed something.
 */
export async function applyFacts(
  client: ClientBase,
  facts: readonly Fact[],
  load: (client: ClientBase, subjects: Subjects) => Promise<LoadedMirror>,
  transactionIds = new Set<string>(),
  join = (mirror: Mirror, fact: Fact) => mirror.apply(fact),
): Promise<Applied> {
  const loaded = await load(client, subjectsOfAll(facts, transactionIds));
  const { mirror } = loaded;
  const before = snapshotOf(mirror);
  const changing = new Set(facts.filter((fact) => join(mirror, fact)));
  await saveDifference(client, loaded, before);
  return { changing, breaches: newBreaches(breachesIn(before), breachesIn(mirror)) };
}

export interface Applied {
  /** The facts that changed something. */
  readonly changing: ReadonlySet<Fact>;
  /** What Junction says never happens, and happened by these facts. */
  readonly breaches: readonly Breach[];
}

interface Before {
  readonly orders: Map<string, OrderRecord>;
  readonly transactions: ReadonlyMap<string, TransactionRecord>;
  /** The transactions as they were seen, as comparable text. */
  readonly transactionViews: ReadonlyMap<string, string>;
}

function snapshotOf(mirror: Mirror): Before {
  return {
    orders: new Map(mirror.orders),
    transactions: new Map(mirror.transactions),
    transactionViews: new Map(
      [...mirror.transactions.keys()].map((id) => [id, JSON.stringify(mirror.viewTransaction(id))]),
    ),
  };
}

async function saveDifference(
  client: ClientBase,
  loaded: LoadedMirror,
  before: Before,
): Promise<void> {
  const joined = [...loaded.mirror.orders.values()].filter(
    (record) => record !== before.orders.get(record.id),
  );
  const visible = new Set(
    joined.filter((record) => isVisibleChange(before.orders.get(record.id), record)),
  );
  // A change of an order is one of its transaction too, also of one that it has left.
  const touched = new Set(
    [...visible].flatMap((record) => [transactionOf(record), formerTransaction(before, record.id)]),
  );
  const transactions = changedTransactions(loaded, before, touched);
  const orders = joined.map((record) => ({
    record,
    changedAt: visible.has(record) ? null : (loaded.changedAt.get(record.id) ?? null),
  }));
  const events = joined.flatMap((record) => newEvents(before.orders.get(record.id), record));
  if (transactions.length + orders.length === 0) return;

  await saveChanges(client, { transactions, orders, events });
  await announceChanges(
    client,
    transactions.filter(({ changedAt }) => changedAt === null).map(({ view }) => view.id),
  );
}

/** A status that an earlier release stored by another rule is a visible change too. */
function changedTransactions(
  { mirror, changedAt, statuses }: LoadedMirror,
  before: Before,
  touched: ReadonlySet<string | null>,
): TransactionToSave[] {
  return [...mirror.transactions.values()].flatMap((record) => {
    const view = mirror.viewTransaction(record.id);
    const visible =
      touched.has(record.id) ||
      view.status !== statuses.get(record.id) ||
      JSON.stringify(view) !== before.transactionViews.get(record.id);
    if (!visible && record === before.transactions.get(record.id)) return [];
    return [{ record, view, changedAt: visible ? null : (changedAt.get(record.id) ?? null) }];
  });
}

function newEvents(before: OrderRecord | undefined, record: OrderRecord) {
  return [...record.events.values()]
    .filter((event) => before?.events.get(event.eventId) !== event)
    .map((event) => ({ ...event, orderId: record.id }));
}

function isVisibleChange(before: OrderRecord | undefined, after: OrderRecord): boolean {
  return (
    before?.events !== after.events ||
    JSON.stringify(viewOrder(before)) !== JSON.stringify(viewOrder(after))
  );
}

function formerTransaction(before: Before, orderId: string): string | null {
  const record = before.orders.get(orderId);
  return record === undefined ? null : transactionOf(record);
}

function subjectsOfAll(facts: readonly Fact[], transactionIds: Set<string>): Subjects {
  const orderIds = new Set<string>();
  for (const fact of facts) {
    const subjects = subjectsOf(fact);
    for (const id of subjects.orderIds) orderIds.add(id);
    for (const id of subjects.transactionIds) transactionIds.add(id);
  }
  return { orderIds, transactionIds };
}
