import type { Pool } from 'pg';
import { CannotOpen, type Sealed, type Sealer } from '../database/sealer.js';
import type { Quarantine } from '../ingest/quarantine.js';
import { sealContext, type Subject } from '../results/store/stored-results.js';

const BATCH_SIZE = 100;

export interface ReencryptReport {
  readonly reencrypted: number;
  /** Sealed under a key that is not among the given ones, or damaged: left as they are. */
  readonly unreadable: number;
}

/** How many results an older key than the present one has sealed. */
export async function countOldSeals(pool: Pool, sealer: Sealer): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM lab_result WHERE key_id <> $1',
    [sealer.keyId],
  );
  return rows[0]?.count ?? 0;
}

/**
 * Seals with the present key what older keys have sealed. The service may go on meanwhile, and after an interruption
 * the command goes on where it stopped.
 *
 * @param onDone told how many rows were looked at, batch by batch.
 */
export async function reencryptResults(
  pool: Pool,
  sealer: Sealer,
  onDone: (rows: number) => void,
): Promise<ReencryptReport> {
  const report = { reencrypted: 0, unreadable: 0 };
  let batch = await readBatch(pool, sealer.keyId, null);
  while (batch.length > 0) {
    for (const row of batch) {
      const opened = await opens(() => reencryptRow(pool, sealer, row));
      report[opened ? 'reencrypted' : 'unreadable']++;
    }
    onDone(batch.length);
    batch = await readBatch(pool, sealer.keyId, batch.at(-1) ?? null);
  }
  return report;
}

/** The same for messages in quarantine; those kept while there was no key are sealed now. */
export async function reencryptQuarantined(
  messageIds: readonly string[],
  quarantine: Pick<Quarantine, 'reseal'>,
  onDone: (messages: number) => void,
): Promise<ReencryptReport> {
  const report = { reencrypted: 0, unreadable: 0 };
  for (const messageId of messageIds) {
    const opened = await opens(() => quarantine.reseal(messageId));
    report[opened ? 'reencrypted' : 'unreadable']++;
    onDone(1);
  }
  return report;
}

/** @returns false when what the work needs does not open. */
async function opens(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof CannotOpen) return false;
    throw error;
  }
}

interface Row extends Subject, Sealed {
  readonly version: string;
}

async function readBatch(pool: Pool, keyId: string, after: Subject | null): Promise<Row[]> {
  const { rows } = await pool.query<Row>(
    `SELECT kind, id, version, key_id AS "keyId", sealed FROM lab_result
     WHERE key_id <> $1 AND ($2::text IS NULL OR (kind, id) > ($2, $3::uuid))
     ORDER BY kind, id LIMIT ${BATCH_SIZE}`,
    [keyId, after?.kind ?? null, after?.id ?? null],
  );
  return rows;
}

async function reencryptRow(pool: Pool, sealer: Sealer, row: Row): Promise<void> {
  const context = sealContext(row.kind, row.id, row.version);
  const { keyId, sealed } = sealer.seal(sealer.open(row, context), context);
  // Results that the service keeps meanwhile are newer, and have the present key already.
  await pool.query(
    `UPDATE lab_result SET key_id = $4, sealed = $5
     WHERE kind = $1 AND id = $2 AND key_id = $3 AND version = $6`,
    [row.kind, row.id, row.keyId, keyId, sealed, row.version],
  );
}
