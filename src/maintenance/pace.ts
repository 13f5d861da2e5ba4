import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource } from 'typeorm';

/** While the service is busy, maintenance works for a quarter of the time at most. */
const REST_FACTOR = 3;
const POLL_MS = 5;

/** Sessions of the service that run a statement or hold a transaction open, in any process. */
const IS_BUSY = `
  SELECT EXISTS (
    SELECT FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'order-transactions'
      AND state <> 'idle' AND pid <> pg_backend_pid()) AS "isBusy"`;

/** Runs the batches of a maintenance job so that webhooks and queries do not wait for them. */
export class Pace {
  /** @param signal ends the job between two batches */
  constructor(
    private readonly dataSource: DataSource,
    private readonly signal: AbortSignal,
  ) {}

  /** Runs a batch, then rests until the service is idle, but no longer than the batch took three times over. */
  async run<T>(batch: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    const startedAt = performance.now();
    const result = await batch();
    const restUntil = performance.now() + REST_FACTOR * (performance.now() - startedAt);
    while (performance.now() < restUntil && (await this.isBusy())) {
      await pause(POLL_MS, undefined, { signal: this.signal });
    }
    return result;
  }

  private async isBusy(): Promise<boolean> {
    const [row] = await this.dataSource.query<{ isBusy: boolean }[]>(IS_BUSY);
    return row?.isBusy === true;
  }
}
