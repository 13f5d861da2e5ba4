import {
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
  type Relation,
} from 'typeorm';
import { AuditEntryEntity } from '../access/audit-entity.js';
import { AWAITS_APPOINTMENT } from './appointment-conditions.js';
import { CriticalResultEntity, LabAppointmentEntity } from './appointment-entities.js';
import { StatusRecomputationEntity } from './write/status-recomputation-entity.js';
import type { BlockEntry } from '../orders/facts.js';
import type { PatientAction } from '../orders/patient-action.js';

/** `timestamptz` values are transferred as text: a `Date` would truncate their microseconds. */
const TIME = { type: 'timestamptz', precision: 6 } as const;
/** Junction's words and ids are compared by code point, whatever the database's locale. */
const WORD = { type: 'text', collation: 'C' } as const;
/** Webhooks arrive in any order, so a row may be stored before the row that it references. */
const WITHOUT_FOREIGN_KEY = { createForeignKeyConstraints: false } as const;
/** Columns that no read of the graph serves. */
const NOT_SERVED = { select: false } as const;

@Index('order_transaction_created_index', ['createdAt', 'id'])
@Index('order_transaction_status_index', ['status', 'createdAt', 'id'])
@Index('order_transaction_other_status_index', ['createdAt', 'id'], {
  where: `status NOT IN ('active', 'completed', 'cancelled')`,
})
@Index('order_transaction_changed_index', ['changedAt'])
@Index(
  'order_transaction_listing_index',
  ['status', 'patientAction', 'hasRedraw', 'isCritical', 'orderStatuses', 'createdAt', 'id'],
  { where: 'patient_action IS NOT NULL' },
)
@Index('order_transaction_without_action_index', ['id'], { where: 'patient_action IS NULL' })
@Index('order_transaction_unsettled_index', ['id'], {
  where: `raw_status IS NULL OR raw_status NOT IN ('completed', 'cancelled') OR status NOT IN ('completed', 'cancelled')`,
})
@Entity('order_transaction')
export class OrderTransactionEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'order_transaction_pkey' })
  id!: string;

  @Column(WORD)
  status!: string;

  @Column({ ...WORD, name: 'raw_status', nullable: true })
  rawStatus!: string | null;

  /** This and the next three are null until they are computed: `recompute-statuses.ts` does that for older rows. */
  @Column({ ...WORD, name: 'patient_action', nullable: true })
  patientAction!: PatientAction | null;

  @Column('boolean', { ...NOT_SERVED, name: 'has_redraw', nullable: true })
  hasRedraw!: boolean | null;

  @Column('boolean', { ...NOT_SERVED, name: 'is_critical', nullable: true })
  isCritical!: boolean | null;

  /** The low statuses of its orders, each once, sorted. */
  @Column({ ...WORD, ...NOT_SERVED, name: 'order_statuses', array: true, nullable: true })
  orderStatuses!: string[] | null;

  @Column({ ...TIME, name: 'created_at', nullable: true })
  createdAt!: string | null;

  @Column({ ...TIME, name: 'updated_at', nullable: true })
  updatedAt!: string | null;

  @Column({ ...TIME, name: 'changed_at' })
  changedAt!: string;

  /** The newest block received, as the input of the merge. */
  @Column('jsonb', { ...NOT_SERVED, nullable: true })
  block!: { status: string; entries: BlockEntry[] } | null;

  @OneToMany(() => LabOrderEntity, (order) => order.transaction)
  orders!: Relation<LabOrderEntity[]>;
}

@Index('lab_order_user_index', ['userId', 'transactionId'])
@Index('lab_order_placeholder_index', ['id'], {
  where: `status IS NULL OR strpos(status, '.') = 0`,
})
@Index('lab_order_before_draw_index', ['changedAt'], { where: AWAITS_APPOINTMENT })
@Entity('lab_order')
export class LabOrderEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'lab_order_pkey' })
  id!: string;

  @Index('lab_order_transaction_id_index')
  @Column('uuid', { name: 'transaction_id', nullable: true })
  transactionId!: string | null;

  @ManyToOne(() => OrderTransactionEntity, ({ orders }) => orders, WITHOUT_FOREIGN_KEY)
  @JoinColumn({ name: 'transaction_id' })
  transaction!: Relation<OrderTransactionEntity> | null;

  /** The order that this one repeats. */
  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  @ManyToOne(() => LabOrderEntity, WITHOUT_FOREIGN_KEY)
  @JoinColumn({ name: 'parent_id' })
  parent!: Relation<LabOrderEntity> | null;

  /** The company's own id of the patient. */
  @Column({ ...WORD, name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('uuid', { ...NOT_SERVED, name: 'junction_user_id', nullable: true })
  junctionUserId!: string | null;

  @Column('uuid', { ...NOT_SERVED, name: 'team_id', nullable: true })
  teamId!: string | null;

  @Column({ ...WORD, nullable: true })
  origin!: string | null;

  @Column({ ...WORD, nullable: true })
  status!: string | null;

  @Column({ ...WORD, name: 'collection_method', nullable: true })
  collectionMethod!: string | null;

  @Column('text', { nullable: true })
  lab!: string | null;

  @Column('uuid', { name: 'test_id', nullable: true })
  testId!: string | null;

  @Column('text', { name: 'test_name', nullable: true })
  testName!: string | null;

  @Column('text', { name: 'sample_id', nullable: true })
  sampleId!: string | null;

  @Column({ ...WORD, nullable: true })
  interpretation!: string | null;

  @Column('boolean', { name: 'has_missing_results', nullable: true })
  hasMissingResults!: boolean | null;

  @Column('date', { name: 'expected_result_by', nullable: true })
  expectedResultBy!: string | null;

  @Column('boolean', { name: 'is_critical', default: false })
  isCritical!: boolean;

  @Column({ ...TIME, name: 'critical_at', nullable: true })
  criticalAt!: string | null;

  @Column({ ...TIME, name: 'created_at', nullable: true })
  createdAt!: string | null;

  @Column({ ...TIME, name: 'updated_at', nullable: true })
  updatedAt!: string | null;

  @Column({ ...TIME, name: 'changed_at' })
  changedAt!: string;

  /** Everything received about the order itself except its events, as the input of the merge. */
  @Column('jsonb', NOT_SERVED)
  record!: object;

  @OneToMany(() => OrderEventEntity, (event) => event.order)
  events!: Relation<OrderEventEntity[]>;
}

@Index('order_event_created_index', ['createdAt'])
@Entity('order_event')
export class OrderEventEntity {
  @PrimaryColumn('uuid', { name: 'order_id', primaryKeyConstraintName: 'order_event_pkey' })
  orderId!: string;

  @PrimaryColumn('bigint', { name: 'event_id', primaryKeyConstraintName: 'order_event_pkey' })
  eventId!: string;

  @ManyToOne(() => LabOrderEntity, ({ events }) => events, WITHOUT_FOREIGN_KEY)
  @JoinColumn({ name: 'order_id' })
  order!: Relation<LabOrderEntity>;

  @Column(WORD)
  status!: string;

  @Column({ ...WORD, name: 'status_detail', nullable: true })
  statusDetail!: string | null;

  @Column({ ...TIME, name: 'created_at' })
  createdAt!: string;
}

/** Its expression is in the migration and in `write/named-facts.ts`; TypeORM cannot describe it. */
@Index('webhook_inbox_names_index', { synchronize: false })
@Index('webhook_inbox_empty_index', ['receivedAt'], { where: 'fact IS NULL' })
@Entity('webhook_inbox')
export class InboxEntity {
  /** `WEBHOOK`, `REST` or `TRACK`. */
  @PrimaryColumn({ ...WORD, primaryKeyConstraintName: 'webhook_inbox_pkey' })
  source!: string;

  /** The message id, or the hash of the fact. */
  @PrimaryColumn({ ...WORD, primaryKeyConstraintName: 'webhook_inbox_pkey' })
  key!: string;

  @Column({ ...TIME, name: 'received_at', default: () => 'now()' })
  receivedAt!: string;

  @Column('text', { name: 'event_type', nullable: true })
  eventType!: string | null;

  /** Null for messages of other teams or types, and for quarantined messages. */
  @Column('jsonb', { nullable: true })
  fact!: object | null;
}

/**
 * The time of the last message about an order that contained no event: results that were stored before it are stale.
 */
@Entity('order_notice')
export class OrderNoticeEntity {
  @PrimaryColumn('uuid', { name: 'order_id', primaryKeyConstraintName: 'order_notice_pkey' })
  orderId!: string;

  @Column({ ...TIME, name: 'heard_at' })
  receivedAt!: string;
}

/** The tables of the mirror, its inbox and the modules below it. */
export const mirrorEntities = [
  AuditEntryEntity,
  OrderTransactionEntity,
  LabOrderEntity,
  OrderEventEntity,
  LabAppointmentEntity,
  CriticalResultEntity,
  InboxEntity,
  OrderNoticeEntity,
  StatusRecomputationEntity,
];
