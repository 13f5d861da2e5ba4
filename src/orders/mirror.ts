import { joinAbsence, joinAppointment, type AppointmentRecord } from './appointments.js';
import { joinCriticalResult, type CriticalResultReport } from './critical-results.js';
import {
  contradictionsTo,
  type Contradictions,
  type Fact,
  type TrackedOrder,
  type TransactionBlock,
} from './facts.js';
import {
  emptyOrder,
  joinEntry,
  joinLink,
  joinReport,
  joinTracked,
  NO_SUPPLEMENTS,
  withCriticalFlag,
  type OrderRecord,
  type Supplements,
} from './order-record.js';
import { viewActionableOrder } from './actionable-order.js';
import { transactionOf, viewOrder } from './order-view.js';
import { patientActionOf, type PatientAction } from './patient-action.js';
import { joinBlock, type TransactionRecord } from './transaction-record.js';
import { viewTransaction, type TransactionView } from './transaction-view.js';

/**
 * The merge: orders and transactions in memory, without I/O. The store loads the part that some facts touch, applies
 * them here, and writes the changes back; tests apply whole histories. Facts may arrive in any order and any number of
 * times.
 */
export class Mirror {
  readonly orders = new Map<string, OrderRecord>();
  readonly transactions = new Map<string, TransactionRecord>();
  /** Keyed by the order's id; the order itself may be unknown. */
  readonly supplements = new Map<string, Supplements>();

  /** Returns a copy of the state, which later facts do not change. */
  copy(): Mirror {
    const copy = new Mirror();
    for (const [id, order] of this.orders) copy.orders.set(id, order);
    for (const [id, transaction] of this.transactions) copy.transactions.set(id, transaction);
    for (const [id, parts] of this.supplements) copy.supplements.set(id, parts);
    return copy;
  }

  /** Joins a fact. @returns whether any stored fact changed */
  apply(fact: Fact): boolean {
    switch (fact.kind) {
      case 'ORDER': {
        const own = this.joinOrder(fact.orderId, (record) => joinReport(record, fact));
        return fact.block === null ? own : this.applyBlock(fact.block) || own;
      }
      case 'TRANSACTION':
        return this.applyBlock(fact.block);
      case 'TRACK': {
        const opened = this.openTransaction(fact.transactionId);
        return this.joinOrder(fact.orderId, (record) => joinTracked(record, fact)) || opened;
      }
      case 'APPOINTMENT': {
        const { orderId, transactionId, appointment } = fact;
        const joined = this.joinAppointments(orderId, (them) => joinAppointment(them, appointment));
        return transactionId === undefined ? joined : this.link(orderId, transactionId) || joined;
      }
      case 'NO_APPOINTMENT':
        return this.joinAppointments(fact.orderId, (them) => joinAbsence(them, fact));
      case 'CRITICAL_RESULT':
        return this.joinCriticalResult(fact);
    }
  }

  /** Adds or replaces the supplements of an order. */
  supplement(orderId: string, parts: Partial<Supplements>): void {
    this.supplements.set(orderId, { ...this.supplementsOf(orderId), ...parts });
    const order = this.orders.get(orderId);
    if (order !== undefined) this.orders.set(orderId, { ...order, ...parts });
  }

  /** Flags orders whose critical snapshots an earlier release stored without a flag. */
  flagCriticalSnapshots(): void {
    for (const [id, record] of this.orders) this.orders.set(id, withCriticalFlag(record));
  }

  /** Returns the parts of a tracked order that contradict the mirror. */
  contradictions(tracked: TrackedOrder): Contradictions {
    const record = this.orders.get(tracked.orderId);
    return record === undefined ? [] : contradictionsTo(viewOrder(record), tracked);
  }

  /** Returns a transaction with its orders in their current state. */
  viewTransaction(id: string): ServedTransaction {
    const members = [...this.orders.values()].filter((order) => transactionOf(order) === id);
    const orders = members.map(viewOrder);
    return {
      ...viewTransaction(this.transactions.get(id) ?? { id, block: null }, orders),
      patientAction: patientActionOf(members.map(viewActionableOrder)),
    };
  }

  private applyBlock(block: TransactionBlock): boolean {
    const { transactionId, entries } = block;
    const known = this.transactions.get(transactionId) ?? { id: transactionId, block: null };
    const joined = joinBlock(known, block);
    this.transactions.set(transactionId, joined);
    let changed = joined !== known;
    for (const entry of entries) {
      changed =
        this.joinOrder(entry.orderId, (record) => joinEntry(record, transactionId, entry)) ||
        changed;
    }
    return changed;
  }

  private openTransaction(id: string): boolean {
    if (this.transactions.has(id)) return false;
    this.transactions.set(id, { id, block: null });
    return true;
  }

  private link(orderId: string, transactionId: string): boolean {
    const opened = this.openTransaction(transactionId);
    return this.joinOrder(orderId, (record) => joinLink(record, transactionId)) || opened;
  }

  private joinAppointments(
    orderId: string,
    join: (known: readonly AppointmentRecord[]) => readonly AppointmentRecord[],
  ): boolean {
    const known = this.supplementsOf(orderId).appointments;
    const appointments = join(known);
    if (appointments === known) return false;
    this.supplement(orderId, { appointments });
    return true;
  }

  private joinCriticalResult({ orderId, result }: CriticalResultReport): boolean {
    const known = this.supplementsOf(orderId).criticalResults;
    const criticalResults = joinCriticalResult(known, result);
    if (criticalResults === known) return false;
    this.supplement(orderId, { criticalResults });
    return true;
  }

  private supplementsOf(orderId: string): Supplements {
    return this.supplements.get(orderId) ?? NO_SUPPLEMENTS;
  }

  private joinOrder(id: string, join: (record: OrderRecord) => OrderRecord): boolean {
    const known = this.orders.get(id) ?? { ...emptyOrder(id), ...this.supplementsOf(id) };
    const joined = join(known);
    this.orders.set(id, joined);
    return joined !== known;
  }
}

/** A transaction with everything that is stored for reads. */
export interface ServedTransaction extends TransactionView {
  readonly patientAction: PatientAction;
}
