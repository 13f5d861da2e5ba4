import type { ClientBase } from 'pg';
import { viewAppointments } from '../../orders/appointments.js';
import { criticalityOf } from '../../orders/critical-results.js';
import { breachesIn, newBreaches, type Breach } from '../../orders/breaches.js';
import { concernedPeople } from '../../orders/concerned-people.js';
import type { Fact } from '../../orders/facts.js';
import type { Mirror, ServedTransaction } from '../../orders/mirror.js';
import type { OrderRecord } from '../../orders/order-record.js';
import { transactionOf, viewOrder } from '../../orders/order-view.js';
import { areSameParts } from '../../orders/ordered-parts.js';
import { changedSupplements } from './changed-supplements.js';
import type { LoadedMirror, StoredTransaction } from './load.js';
import { saveChanges, type Changes, type TransactionToSave } from './save.js';

/** The effect of facts on the mirror, not saved yet. */
export interface Joined {
  /** The facts that changed the mirror. */
  readonly changing: ReadonlySet<Fact>;
  readonly changes: Changes;
  /** The orders that became critical. */
  readonly criticalOrderIds: readonly string[];
  /** Changes that Junction documents as impossible but these facts report. */
  readonly breaches: readonly Breach[];
}

/**
 * Joins facts into the tables of the mirror, within the client's open database transaction.
 *
 * @param loaded the part of the mirror that the facts concern; recomputed also without facts
 */
export async function applyFacts(
  client: ClientBase,
  facts: readonly Fact[],
  loaded: LoadedMirror,
): Promise<void> {
  await saveChanges(client, joinFacts(facts, loaded).changes);
}

/**
 * Joins facts into the loaded part of the mirror, in memory.
 *
 * @param loaded the part of the mirror that the facts concern; recomputed also without facts
 * @param join joins one fact, and returns whether it changed the mirror
 */
export function joinFacts(
  facts: readonly Fact[],
  loaded: LoadedMirror,
  join = (mirror: Mirror, fact: Fact) => mirror.apply(fact),
): Joined {
  const { mirror } = loaded;
  const before = mirror.copy();
  const changing = new Set(facts.filter((fact) => join(mirror, fact)));
  mirror.flagCriticalSnapshots();
  const changes = changesSince(before, loaded);
  const breaches = newBreaches(breachesIn(before), breachesIn(mirror));
  const criticalOrderIds = newlyCritical(before, mirror);
  return { changing, changes, criticalOrderIds, breaches };
}

function newlyCritical(before: Mirror, { orders }: Mirror): string[] {
  const isCritical = (record: OrderRecord | undefined) =>
    record !== undefined && criticalityOf(record).isCritical;
  return [...orders.values()]
    .filter((record) => record !== before.orders.get(record.id))
    .filter((record) => isCritical(record) && !isCritical(before.orders.get(record.id)))
    .map(({ id }) => id);
}

function changesSince(before: Mirror, loaded: LoadedMirror): Changes {
  const joined = [...loaded.mirror.orders.values()].filter(
    (record) => record !== before.orders.get(record.id),
  );
  const visiblyChanged = new Set(
    joined.filter((record) => isVisibleChange(before.orders.get(record.id), record)),
  );
  // A change of an order also changes its transaction, and the transaction that it has left.
  const touched = new Set(
    [...visiblyChanged].flatMap((record) => [
      transactionOf(record),
      formerTransaction(before, record.id),
    ]),
  );
  const transactions = changedTransactions(loaded, before, touched);
  const orders = joined.map((record) => ({
    record,
    changedAt: visiblyChanged.has(record) ? null : (loaded.changedAt.get(record.id) ?? null),
  }));
  const events = joined.flatMap((record) => newEvents(before.orders.get(record.id), record));
  const people = concernedPeople(loaded.mirror.orders.values(), before.orders);
  const announced = transactions
    .filter(({ changedAt }) => changedAt === null)
    .map(({ view: { id } }) => ({ transactionId: id, userIds: people.get(id) ?? [] }));
  const supplements = changedSupplements(before, loaded.mirror);
  return { transactions, orders, events, announced, ...supplements };
}

/** A value that an earlier release computed by another rule also counts as a visible change. */
function changedTransactions(
  { mirror, changedAt, storedTransactions }: LoadedMirror,
  before: Mirror,
  touched: ReadonlySet<string | null>,
): TransactionToSave[] {
  return [...mirror.transactions.values()].flatMap((record) => {
    const view = mirror.viewTransaction(record.id);
    const stored = storedTransactions.get(record.id);
    const isVisible =
      touched.has(record.id) ||
      readsDifferently(stored, view) ||
      JSON.stringify(view) !== JSON.stringify(before.viewTransaction(record.id));
    const isRowCurrent =
      record === before.transactions.get(record.id) && hasCurrentFilters(stored, view);
    if (!isVisible && isRowCurrent) return [];
    return [{ record, view, changedAt: isVisible ? null : (changedAt.get(record.id) ?? null) }];
  });
}

/**
 * Whether clients have read another status or action from the stored row. They also read an action that is not stored:
 * it is computed at read time, so storing it changes nothing for them.
 */
function readsDifferently(stored: StoredTransaction | undefined, view: ServedTransaction): boolean {
  const { status, patientAction = null } = stored ?? {};
  return view.status !== status || (patientAction ?? view.patientAction) !== view.patientAction;
}

/** Whether the columns by which lists filter are stored with their current values. */
function hasCurrentFilters(
  stored: StoredTransaction | undefined,
  view: ServedTransaction,
): boolean {
  return (
    view.patientAction === stored?.patientAction &&
    view.hasRedraw === stored.hasRedraw &&
    view.isCritical === stored.isCritical &&
    view.orderStatuses.join() === stored.orderStatuses?.join()
  );
}

/** The events that are new or changed. All events that the facts name were loaded if they were stored. */
function newEvents(before: OrderRecord | undefined, record: OrderRecord) {
  return [...record.events.values()]
    .filter((event) => before?.events.get(event.eventId) !== event)
    .map((event) => ({ ...event, orderId: record.id }));
}

function isVisibleChange(before: OrderRecord | undefined, after: OrderRecord): boolean {
  return (
    before?.events !== after.events ||
    JSON.stringify(viewOrder(before)) !== JSON.stringify(viewOrder(after)) ||
    JSON.stringify(viewAppointments(before)) !== JSON.stringify(viewAppointments(after)) ||
    !areSameParts(before.ordered, after.ordered)
  );
}

function formerTransaction(before: Mirror, orderId: string): string | null {
  const record = before.orders.get(orderId);
  return record === undefined ? null : transactionOf(record);
}
