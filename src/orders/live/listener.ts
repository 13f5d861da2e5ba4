import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import type { Logger } from 'pino';
import { CHANNEL, readAnnouncement } from './announce.js';
import type { TransactionChanges } from './transaction-changes.js';

const RECONNECT_PAUSE_MS = 1_000;
/** A statement at this interval detects a connection that was lost without notice. */
const HEARTBEAT_MS = 20_000;
const ANSWER_TIMEOUT_MS = 5_000;

export interface Listener {
  close(): Promise<void>;
}

/**
 * Receives on one connection the announcements of all instances. A lost connection is opened again, however long that
 * takes; then every watched transaction counts as changed, because announcements may have been missed.
 *
 * @param url the URL of Postgres itself: a pooler does not forward announcements.
 */
export function startListener(url: string, changes: TransactionChanges, logger: Logger): Listener {
  const closing = new AbortController();
  const listening = listenUntilClosed(url, changes, logger, closing.signal);
  return {
    close: async () => {
      closing.abort();
      await changes.close();
      await listening;
    },
  };
}

async function listenUntilClosed(
  url: string,
  changes: TransactionChanges,
  logger: Logger,
  closing: AbortSignal,
): Promise<void> {
  while (!closing.aborted) {
    try {
      await listen(url, changes, closing);
    } catch (error) {
      logger.warn({ err: error }, 'live updates are interrupted');
    }
    await pause(RECONNECT_PAUSE_MS, null, { signal: closing }).catch(() => undefined);
  }
}

/** Resolves when the listener closes. @throws when the connection is lost. */
async function listen(
  url: string,
  changes: TransactionChanges,
  closing: AbortSignal,
): Promise<void> {
  const client = new Client({
    connectionString: url,
    application_name: 'order-transactions-live',
    connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
  });
  const lost = new Promise<never>((_resolve, reject) => client.on('error', reject));
  client.on('notification', ({ payload = '' }) =>
    readAnnouncement(payload).forEach((it) => changes.notify(it)),
  );
  try {
    await Promise.race([client.connect(), lost]);
    await Promise.race([client.query(`LISTEN ${CHANNEL}`), lost]);
    changes.notifyAll();
    await Promise.race([sendHeartbeats(client, closing), lost]);
  } finally {
    lost.catch(() => undefined);
    await client.end().catch(() => undefined);
  }
}

async function sendHeartbeats(client: Client, closing: AbortSignal): Promise<void> {
  while (!closing.aborted) {
    await client.query('SELECT 1');
    await pause(HEARTBEAT_MS, null, { signal: closing }).catch(() => undefined);
  }
}
