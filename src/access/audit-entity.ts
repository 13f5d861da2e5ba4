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

  /** Ids of transactions and orders; of records that were not found, the first ten. */
  @Column('uuid', { name: 'subject_ids', array: true })
  subjectIds!: string[];

  /** How many there were. Null in entries of earlier releases: as many as `subjectIds`. */
  @Column('bigint', { name: 'subject_count', nullable: true })
  subjectCount!: string | null;

  @Column(WORD)
  outcome!: string;

  /** Rejections like this one that were counted and not recorded one by one. */
  @Column('bigint', { default: 0 })
  repeats!: string;

  /** The company's own id of the person, from `AUTH_USER_CLAIM` of the token. */
  @Column({ ...WORD, name: 'user_id', nullable: true })
  userId!: string | null;
}
