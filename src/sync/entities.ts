import { Column, Entity, PrimaryColumn } from 'typeorm';

const TIME = { type: 'timestamptz', precision: 6 } as const;

/** The progress of a job. Milliseconds are precise enough: every window overlaps the previous one. */
@Entity('sync_progress')
export class SyncProgressEntity {
  /** `RECONCILE` or `BACKFILL`. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'sync_progress_pkey' })
  job!: string;

  /** The start of the job's window; null where it does not matter. */
  @Column({ ...TIME, nullable: true })
  since!: Date | null;

  /** Everything before is done. */
  @Column(TIME)
  reached!: Date;
}

/** When a silent transaction was last requested from Junction. */
@Entity('transaction_check')
export class TransactionCheckEntity {
  @PrimaryColumn('uuid', {
    name: 'transaction_id',
    primaryKeyConstraintName: 'transaction_check_pkey',
  })
  transactionId!: string;

  @Column({ ...TIME, name: 'checked_at' })
  checkedAt!: Date;
}
