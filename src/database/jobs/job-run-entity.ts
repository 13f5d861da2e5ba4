import { Column, Entity, PrimaryColumn } from 'typeorm';

const TIME = { type: 'timestamptz', precision: 6, nullable: true } as const;
const WORD = { type: 'text', collation: 'C' } as const;

/** The latest run of each job. Written only by the session that holds the job's lock. */
@Entity('job_run')
export class JobRunEntity {
  @PrimaryColumn({ ...WORD, primaryKeyConstraintName: 'job_run_pkey' })
  job!: string;

  /** Host and process id; null once the run is complete. */
  @Column({ ...WORD, nullable: true })
  owner!: string | null;

  @Column({ ...TIME, name: 'started_at' })
  startedAt!: Date | null;

  /** When a run last completed, successful or not. A run that was stopped or lost its lock did not complete. */
  @Column({ ...TIME, name: 'ended_at' })
  endedAt!: Date | null;

  @Column({ ...TIME, name: 'succeeded_at' })
  succeededAt!: Date | null;
}
