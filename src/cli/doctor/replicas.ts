import { setTimeout as pause } from 'node:timers/promises';
import type { Client, Pool } from 'pg';
import type { Config } from '../../config/config.js';
import { databaseHost } from '../../config/database-url.js';
import { replayedPosition, writtenPosition } from '../../database/log-position.js';
import { MAX_LAG_MS } from '../../database/replicas.js';
import { identityOf, withConnection } from './connection.js';
import { CheckFailure, runCheck, type Finding } from './finding.js';

const CHECK_EVERY_MS = 50;

/** @param maxLagMs the longest accepted replication lag */
export async function* checkReplicas(
  {
    databaseReplicaUrls: urls,
    databaseDirectUrl,
  }: Pick<Config, 'databaseReplicaUrls' | 'databaseDirectUrl'>,
  primary: Client,
  maxLagMs = MAX_LAG_MS,
): AsyncGenerator<Finding> {
  const setting = 'DATABASE_REPLICA_URLS';
  for (const url of urls) {
    const address = { url, setting, behindPooler: databaseDirectUrl !== null };
    const finding = await runCheck('replica', () =>
      withConnection(address, (replica) => checkReplica(replica, primary, maxLagMs)),
    );
    yield { ...finding, message: `${databaseHost(url)} ${finding.message}` };
  }
}

async function checkReplica(replica: Pool, primary: Client, maxLagMs: number): Promise<string> {
  await requireStandby(replica, primary);
  // Some databases, such as Aurora, do not report it.
  const written = await writtenPosition(primary).catch(() => null);
  if (written === null) return 'is a standby; the primary does not report how far behind it is';
  const startedAt = performance.now();
  for (;;) {
    const bytes = written - ((await replayedPosition(replica)) ?? written);
    const elapsed = performance.now() - startedAt;
    if (bytes <= 0)
      return `is a standby, and came as far as the primary within ${Math.round(elapsed)} ms`;
    if (elapsed > maxLagMs) throw new CheckFailure(tooFarBehind(bytes, maxLagMs));
    await pause(CHECK_EVERY_MS);
  }
}

async function requireStandby(replica: Pool, primary: Client): Promise<void> {
  const { database, isStandby } = await identityOf(replica);
  if (database !== (await identityOf(primary)).database)
    throw new CheckFailure(
      'holds another database: let DATABASE_REPLICA_URLS name standbys of the primary, and its database.',
    );
  if (!isStandby)
    throw new CheckFailure(
      'is no standby: remove it from DATABASE_REPLICA_URLS, or create it again if it was promoted.',
    );
}

function tooFarBehind(bytes: number, maxLagMs: number): string {
  return (
    `is more than ${maxLagMs / 1000} s behind, by ${bytes} bytes of log, so it is not read: see in ` +
    'pg_stat_wal_receiver whether it is connected, and by pg_is_wal_replay_paused() whether replay is paused.'
  );
}
