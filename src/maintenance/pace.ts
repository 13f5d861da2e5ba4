import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { JobLock } from '../database/jobs/run-job.js';

/** While the service is busy, maintenance works at most a quarter of the time. */
const REST_FACTOR = 3;
const POLL_MS = 10;

/** Sessions of the service that run a statement or hold a transaction open, in any process. */
const IS_BUSY = `
  SELECT EXISTS (
    SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'order-transactions'
      AND state <> 'idle' AND pid <> pg_backend_pid()) AS "isBusy"`;

/** Runs the batches of a maintenance job so that webhooks and queries do not wait for them. */
export class Pace {
  private restUntil = 0;

  /** @param lock of the job: no batch begins once it is lost, or once the job is to stop */
  constructor(
    private readonly dataSource: DataSource,
    private readonly lock: Pick<JobLock, 'signal' | 'requireHeld'>,
  ) {}

  /** Runs a batch once the service is idle, or has had three times as long to itself as the batch before took. */
  async run<T>(batch: () => Promise<T>): Promise<T> {
    await this.rest();
    await this.lock.requireHeld();
    const startedAt = performance.now();
    const result = await batch();
    const endedAt = performance.now();
    this.restUntil = endedAt + REST_FACTOR * (endedAt - startedAt);
    return result;
  }

  private async rest(): Promise<void> {
    const { signal } = this.lock;
    while (performance.now() < this.restUntil && (await this.isBusy())) {
      await pause(POLL_MS, undefined, { signal });
    }
  }

  private async isBusy(): Promise<boolean> {
    const [row] = await this.dataSource.query<{ isBusy: boolean }[]>(IS_BUSY);
    return row?.isBusy === true;
  }
}
