import { LabAppointmentEntity } from '../appointment-entities.js';
import { LabOrderEntity, OrderEventEntity, OrderTransactionEntity } from '../entities.js';
import { tableOf } from '../table.js';
import type { ColumnSet } from './read-model.js';

/** The columns of one table: their list in a statement, and the properties of their cells, in the same order. */
export interface Columns {
  readonly sql: string;
  readonly properties: readonly string[];
}

/** The columns of `order_transaction t` and of `lab_order o`. */
export interface MirrorColumns {
  readonly transaction: Columns;
  readonly order: Columns;
}

/** The columns that lists usually show; see `createColumnSetChooser`, which contains the fields. */
const TRANSACTION_SUMMARY: readonly (keyof OrderTransactionEntity)[] = [
  'id',
  'status',
  'createdAt',
];
const ORDER_SUMMARY: readonly (keyof LabOrderEntity)[] = [
  'id',
  'transactionId',
  'userId',
  'origin',
  'status',
  'createdAt',
];

export const MIRROR_COLUMNS: Readonly<Record<ColumnSet, MirrorColumns>> = {
  SUMMARY: {
    transaction: columnsOf(OrderTransactionEntity, 't', TRANSACTION_SUMMARY),
    order: columnsOf(LabOrderEntity, 'o', ORDER_SUMMARY),
  },
  FULL: {
    transaction: columnsOf(OrderTransactionEntity, 't'),
    order: columnsOf(LabOrderEntity, 'o'),
  },
};

/** The columns of `order_event e`. */
export const EVENT_COLUMNS = columnsOf(OrderEventEntity, 'e');

/** The columns of `lab_appointment a`. */
export const APPOINTMENT_COLUMNS = columnsOf(LabAppointmentEntity, 'a');

function columnsOf(
  entity: abstract new () => object,
  alias: string,
  properties?: readonly string[],
): Columns {
  const columns = tableOf(entity).columns.filter(
    ({ isSelected, property }) => isSelected && (properties?.includes(property) ?? true),
  );
  return {
    sql: columns.map(({ name }) => `${alias}.${name}`).join(', '),
    properties: columns.map(({ property }) => property),
  };
}
