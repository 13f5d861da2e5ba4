import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { LabAddress } from '../junction/lab-address.js';
import { IS_BOOKED } from './appointment-conditions.js';

/** `timestamptz` values are transferred as text: a `Date` would truncate their microseconds. */
const TIME = { type: 'timestamptz', precision: 6 } as const;
const WORD = { type: 'text', collation: 'C' } as const;

/** An appointment of an order, which may be unknown yet. A row without a time contains only absences. */
@Index('lab_appointment_start_index', ['startAt'], { where: IS_BOOKED })
@Entity('lab_appointment')
export class LabAppointmentEntity {
  @PrimaryColumn('uuid', { name: 'order_id', primaryKeyConstraintName: 'lab_appointment_pkey' })
  orderId!: string;

  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'lab_appointment_pkey' })
  id!: string;

  @Column({ ...WORD, nullable: true })
  type!: string | null;

  @Column({ ...WORD, nullable: true })
  provider!: string | null;

  @Column({ ...WORD, nullable: true })
  status!: string | null;

  @Column({ ...WORD, name: 'raw_status', nullable: true })
  rawStatus!: string | null;

  @Column({ ...TIME, name: 'start_at', nullable: true })
  startAt!: string | null;

  @Column({ ...TIME, name: 'end_at', nullable: true })
  endAt!: string | null;

  @Column('text', { name: 'time_zone', nullable: true })
  timeZone!: string | null;

  /** Never a home's. */
  @Column('jsonb', { name: 'site_address', nullable: true })
  siteAddress!: LabAddress | null;

  @Column('text', { name: 'confirmation_code', nullable: true })
  confirmationCode!: string | null;

  @Column('boolean', { name: 'can_reschedule', nullable: true })
  canReschedule!: boolean | null;

  /** The time of the newest event. */
  @Column({ ...TIME, name: 'updated_at', nullable: true })
  updatedAt!: string | null;

  /** Everything received about the appointment, as the input of the merge. */
  @Column('jsonb', { select: false })
  record!: object;
}

/** The critical results of an order, which may be unknown yet. */
@Entity('critical_result')
export class CriticalResultEntity {
  @PrimaryColumn('uuid', { name: 'order_id', primaryKeyConstraintName: 'critical_result_pkey' })
  orderId!: string;

  /** When Junction last fetched one of them from the laboratory. */
  @Column({ ...TIME, name: 'newest_at' })
  newestAt!: string;

  @Column('jsonb')
  results!: object;
}
