import type { DataSource, EntityMetadata } from 'typeorm';
import { LabOrderEntity, OrderEventEntity, OrderTransactionEntity } from '../entities.js';
import type { ColumnSet } from './read-model.js';

/** Columns of one table: how a statement lists them, and the properties that their cells become, in the same order. */
export interface Columns {
  readonly sql: string;
  readonly properties: readonly string[];
}

export interface MirrorColumns {
  readonly transaction: Columns;
  readonly order: Columns;
}

/** What the graph shows of transactions and orders in lists; see `createColumnSetChooser`, which knows the fields. */
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

/** The columns of `order_transaction t` and `lab_order o`. */
export function mirrorColumns(dataSource: DataSource): Readonly<Record<ColumnSet, MirrorColumns>> {
  const transaction = dataSource.getMetadata(OrderTransactionEntity);
  const order = dataSource.getMetadata(LabOrderEntity);
  return {
    SUMMARY: {
      transaction: columnsOf(transaction, 't', TRANSACTION_SUMMARY),
      order: columnsOf(order, 'o', ORDER_SUMMARY),
    },
    FULL: { transaction: columnsOf(transaction, 't'), order: columnsOf(order, 'o') },
  };
}

/** The columns of `order_event e`. */
export function eventColumns(dataSource: DataSource): Columns {
  return columnsOf(dataSource.getMetadata(OrderEventEntity), 'e');
}

function columnsOf(
  { columns }: EntityMetadata,
  alias: string,
  properties?: readonly string[],
): Columns {
  const chosen = columns.filter(
    ({ isSelect, propertyName }) => isSelect && (properties?.includes(propertyName) ?? true),
  );
  return {
    sql: chosen.map(({ databaseName }) => `${alias}.${databaseName}`).join(', '),
    properties: chosen.map(({ propertyName }) => propertyName),
  };
}
