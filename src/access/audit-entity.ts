import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

const WORD = { type: 'text', collation: 'C' } as const;

/** Entries can only be added: the database itself rejects changes and removals. */
@Entity('audit_entry')
export class AuditEntryEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'audit_entry_pkey',
  })
  id!: string;

  @Index('audit_entry_at_index')
  @Column({ type: 'timestamptz', precision: 6, default: () => 'clock_timestamp()' })
  at!: string;

  @Column({ ...WORD, name: 'request_id' })
  requestId!: string;

  /** `token:` and the subject of the token, else `gateway`, `unauthenticated` or `operator`. */
  @Column(WORD)
  viewer!: string;

  @Column(WORD)
  action!: string;

  /** Ids of transactions and orders; at most ten ids of records that were not found. */
  @Column('uuid', { name: 'subject_ids', array: true })
  subjectIds!: string[];

  /** The number of ids. Null in entries of earlier releases: the length of `subjectIds`. */
  @Column('bigint', { name: 'subject_count', nullable: true })
  subjectCount!: string | null;

  @Column(WORD)
  outcome!: string;

  /** The number of equal rejections that were counted instead of recorded. */
  @Column('bigint', { default: 0 })
  repeats!: string;

  /** The company's own id of the user, from the claim `AUTH_USER_CLAIM` of the token. */
  @Column({ ...WORD, name: 'user_id', nullable: true })
  userId!: string | null;
}
