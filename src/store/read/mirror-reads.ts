import type { Viewer } from '../../access/viewer.js';
import type { PatientAction } from '../../orders/patient-action.js';
import type {
  AppointmentRow,
  ColumnSet,
  OrderEventRow,
  OrderRow,
  OrderedRow,
  TransactionPage,
  TransactionRow,
} from './read-model.js';

/**
 * The reads of the mirror. Each is one SQL statement for any number of ids, and returns only what the viewer may read.
 * Reads by ids return one result for each id, in the same order. Ids are UUIDs in lower case. For an id that is unknown
 * or not visible to the viewer, the result is null or empty. A read whose caller disconnects before it begins is not
 * run.
 */
export interface MirrorReads {
  /** Transactions with their orders. */
  findTransactions(
    viewer: Viewer,
    ids: readonly string[],
    columns?: ColumnSet,
    caller?: AbortSignal,
  ): Promise<(TransactionRow | null)[]>;
  /** Orders with their transaction. */
  findOrders(
    viewer: Viewer,
    ids: readonly string[],
    columns?: ColumnSet,
    caller?: AbortSignal,
  ): Promise<(OrderRow | null)[]>;
  /** The events of each order, by time, then by event id. */
  findEvents(
    viewer: Viewer,
    orderIds: readonly string[],
    caller?: AbortSignal,
  ): Promise<OrderEventRow[][]>;
  /**
   * Computes the patient action of transactions whose action is not stored, by several statements. `UNKNOWN` where the
   * viewer may not read every order.
   */
  computePatientActions(
    viewer: Viewer,
    transactionIds: readonly string[],
    caller?: AbortSignal,
  ): Promise<PatientAction[]>;
  /** What was ordered, for each order. */
  findOrdered(
    viewer: Viewer,
    orderIds: readonly string[],
    caller?: AbortSignal,
  ): Promise<(OrderedRow | null)[]>;
  /** Returns the appointments of each order, sorted by their newest event, newest first. */
  findAppointments(
    viewer: Viewer,
    orderIds: readonly string[],
    caller?: AbortSignal,
  ): Promise<AppointmentRow[][]>;
  /** Newest first; transactions whose creation time is unknown before all others; then by id, greatest first. */
  listTransactions(
    viewer: Viewer,
    page: TransactionPage,
    columns?: ColumnSet,
    caller?: AbortSignal,
  ): Promise<TransactionRow[]>;
  /** A page for each user, in the same order. A transaction with orders of several users is in the page of each. */
  listTransactionsOfUsers(
    viewer: Viewer,
    userIds: readonly string[],
    page: TransactionPage,
    columns?: ColumnSet,
    caller?: AbortSignal,
  ): Promise<TransactionRow[][]>;
}
