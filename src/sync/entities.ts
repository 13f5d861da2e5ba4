import { Column, Entity, PrimaryColumn } from 'typeorm';

const TIME = { type: 'timestamptz', precision: 6 } as const;

/** How far a job has come. Milliseconds are precise enough: every window overlaps the one before. */
@Entity('sync_progress')
export class SyncProgressEntity {
  /** `RECONCILE` or `BACKFILL`. */
  @PrimaryColumn({ type: 'text', collation: 'C', primaryKeyConstraintName: 'sync_progress_pkey' })
  job!: string;

  /** Where the job began; null where that does not matter. */
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
