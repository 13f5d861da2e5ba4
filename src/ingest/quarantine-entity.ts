import { Column, Entity, PrimaryColumn } from 'typeorm';

const WORD = { type: 'text', collation: 'C' } as const;

@Entity('webhook_quarantine')
export class QuarantineEntity {
  @PrimaryColumn({
    ...WORD,
    name: 'message_id',
    primaryKeyConstraintName: 'webhook_quarantine_pkey',
  })
  messageId!: string;

  @Column({ type: 'timestamptz', precision: 6, name: 'received_at', default: () => 'now()' })
  receivedAt!: string;

  /** Why the message was not applied; `PENDING` while the sender repeats a message that could not be stored. */
  @Column('text')
  reason!: string;

  /** The whole body that Junction sent, sealed unless the key is null. */
  @Column('bytea')
  body!: Buffer;

  @Column({ ...WORD, name: 'key_id', nullable: true })
  keyId!: string | null;
}
