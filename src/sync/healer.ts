import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { JOB_LIMITS } from '../junction/call-policy.js';
import { createJunctionClient, type JunctionObserver } from '../junction/client.js';
import type { Ingester } from '../ingest/ingester.js';
import { createIntake } from './intake.js';
import type { SyncMetrics } from './metrics.js';
import { AlreadyRunning, oneAtATime } from '../database/one-at-a-time.js';
import { reconcile } from './reconcile.js';
import { MINUTE_MS } from './window.js';

export interface HealerOptions {
  readonly database: { readonly url: string; readonly pool: Pool };
  readonly ingester: Ingester;
  readonly junction: { readonly baseUrl: string; readonly apiKey: string };
  readonly logger: Logger;
  readonly metrics: SyncMetrics;
  readonly observer: JunctionObserver;
  /** 0: never. */
  readonly everyMinutes: number;
}

/** Heals the mirror from time to time. */
export interface Healer {
  /** Ends a run under way, and waits for its end. */
  close(): Promise<void>;
}

/**
 * Reconciles every so many minutes, the first time after as many. Of several replicas one does it, the others skip
 * their turn.
 */
export function startHealer({ everyMinutes, ...options }: HealerOptions): Healer {
  const { database, ingester, junction, logger, metrics, observer } = options;
  const { url, pool } = database;
  if (everyMinutes === 0) return { close: () => Promise.resolve() };

  // Its own client: users' calls never wait for a job's.
  const client = createJunctionClient({ ...junction, ...observer, limits: JOB_LIMITS });
  const intake = createIntake(pool, ingester);
  let running: Promise<void> | null = null;

  async function heal(): Promise<void> {
    try {
      const findings = await oneAtATime(url, () => reconcile({ pool, client, intake }));
      const { counts, failures } = findings;
      metrics.noteDrift(counts.created + counts.updated);
      for (const failure of failures) logger.error(failure, 'reconcile failed in part');
      logger.info(counts, 'reconciled');
    } catch (error) {
      if (error instanceof AlreadyRunning) logger.debug('another replica reconciles');
      else logger.error({ err: error }, 'reconcile failed');
    }
  }

  const timer = setInterval(() => {
    // A run that takes longer than the pause takes the next turn too.
    running ??= heal().finally(() => (running = null));
  }, everyMinutes * MINUTE_MS);
  timer.unref();
  return {
    close: async () => {
      clearInterval(timer);
      // Without the client a long run comes to its end soon; what it did stays.
      await client.close();
      await running;
    },
  };
}
