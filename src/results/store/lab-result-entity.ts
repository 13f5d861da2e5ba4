import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { SubjectKind } from '../../store/result-subjects.js';

const TIME = { type: 'timestamptz', precision: 6 } as const;
const WORD = { type: 'text', collation: 'C' } as const;

/** Results of a finished order or transaction, sealed. */
@Index('lab_result_refetch_index', ['refetchAt'], { where: 'refetch_at IS NOT NULL' })
@Entity('lab_result')
export class LabResultEntity {
  @PrimaryColumn({ ...WORD, primaryKeyConstraintName: 'lab_result_pkey' })
  kind!: SubjectKind;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'lab_result_pkey' })
  id!: string;

  /** The state of the mirror when the results were fetched; results of another version are stale. */
  @Column(WORD)
  version!: string;

  @Column({ ...WORD, name: 'key_id' })
  keyId!: string;

  @Column('bytea')
  sealed!: Buffer;

  /** Written by earlier releases only; `fetched_at` replaces it. */
  @Column({ ...TIME, name: 'kept_at', default: () => 'now()', select: false })
  storedAt!: string;

  /** When the call of Junction began. */
  @Column({ ...TIME, name: 'fetched_at', default: () => 'now()' })
  fetchedAt!: string;

  /** When the results are to be fetched again; null: no further call is planned. */
  @Column({ ...TIME, name: 'refetch_at', nullable: true })
  refetchAt!: string | null;

  /** Whether only a further event can change the results. */
  @Column('boolean', { default: true })
  final!: boolean;
}
