import { Column, Entity, PrimaryColumn } from 'typeorm';

const TIME = { type: 'timestamptz', precision: 6 } as const;

/** The progress of the recomputation of stored statuses after a change of the rule. */
@Entity('status_recomputation')
export class StatusRecomputationEntity {
  /** The version of the rule. */
  @PrimaryColumn('bigint', { primaryKeyConstraintName: 'status_recomputation_pkey' })
  rule!: string;

  @Column({ ...TIME, name: 'started_at' })
  startedAt!: string;

  /** The time of the last change of the last recomputed transaction; `infinity` once nothing is left. */
  @Column({ ...TIME, name: 'reached_at' })
  reachedAt!: string;

  @Column('uuid', { name: 'reached_id' })
  reachedId!: string;
}
