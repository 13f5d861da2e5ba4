import { setTimeout as pause } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import { createDataSource } from '../connections.js';

/** Long enough for a closing handshake; an interrupted connection would never complete one. */
const CLOSE_TIMEOUT_MS = 2_000;

/** One connection to Postgres that is never replaced: statements fail after its loss. */
export interface JobSession {
  /** Runs work on the session after all previous work. */
  run<T>(work: (manager: EntityManager) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * Opens a session that Postgres closes when its owner is frozen or lost: while the session is idle, in an open
 * transaction, or waiting for the owner to read a response.
 *
 * @param url the URL of Postgres itself: a transaction pooler would share the session with other clients.
 */
export async function openJobSession(
  { url, dataSource }: { readonly url: string; readonly dataSource: DataSource },
  idleTimeoutMs: number,
): Promise<JobSession> {
  const entities = dataSource.options.entities ?? [];
  const source = await createDataSource({ url, entities, poolSize: 1 }).initialize();
  const close = async () => {
    await Promise.race([source.destroy(), pause(CLOSE_TIMEOUT_MS, null, { ref: false })]);
  };
  try {
    const runner = source.createQueryRunner();
    await runner.query(
      `SELECT set_config('application_name', 'order-transactions-job', false),
              set_config('idle_session_timeout', $1, false),
              set_config('idle_in_transaction_session_timeout', $1, false),
              set_config('tcp_user_timeout', $1, false)`,
      [String(idleTimeoutMs)],
    );
    let last: Promise<unknown> = Promise.resolve();
    return {
      run: (work) => {
        const result = last.then(() => work(runner.manager));
        last = result.catch(() => undefined);
        return result;
      },
      close: async () => {
        await runner.release();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
