import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

const WORD = { type: 'text', collation: 'C' } as const;

/** Entries can only be added: the database itself refuses to change or remove one. */
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

  /** Who read or changed: `token:` and the subject of the token, else the gateway, nobody or an operator. */
  @Column(WORD)
  viewer!: string;

  @Column(WORD)
  action!: string;

  /** Transactions and orders. */
  @Column('uuid', { name: 'subject_ids', array: true })
  subjectIds!: string[];

  @Column(WORD)
  outcome!: string;

  /** Whose token it was. */
  @Column({ ...WORD, name: 'user_id', nullable: true })
  userId!: string | null;
}
