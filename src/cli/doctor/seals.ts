import type { Client } from 'pg';
import type { ResultsConfig } from '../../config/config.js';
import { sealingKeyId } from '../../database/sealer.js';
import { CheckFailure } from './finding.js';

const TABLES = ['lab_result', 'webhook_quarantine'];

/**
 * Whether the keys open what lies sealed in the database. In development the service makes its own key.
 *
 * @throws CheckFailure
 */
export async function checkSeals(
  session: Client,
  { store, encryptionKeys }: ResultsConfig,
): Promise<string> {
  if (store === 'ON' && encryptionKeys.length === 0) return 'have the key that development makes';
  const keyIds = encryptionKeys.map(sealingKeyId);
  let foreign = 0;
  for (const table of TABLES) foreign += await countForeign(session, table, keyIds);
  if (foreign > 0) {
    throw new CheckFailure(
      `${foreign} do not open with RESULTS_ENCRYPTION_KEY: add the key that they were sealed with behind the first, ` +
        'then run "npm run results -- reencrypt".',
    );
  }
  if (store === 'OFF') return 'results are not stored (RESULTS_STORE=off)';
  return store === 'ON'
    ? 'all rows open with RESULTS_ENCRYPTION_KEY'
    : 'results are not stored, because RESULTS_ENCRYPTION_KEY is not set';
}

async function countForeign(
  session: Client,
  table: string,
  keyIds: readonly string[],
): Promise<number> {
  // The table exists only after its migration.
  const { rows: tables } = await session.query(
    `SELECT FROM information_schema.columns
     WHERE table_schema = current_schema() AND table_name = $1 AND column_name = 'key_id'`,
    [table],
  );
  if (tables.length === 0) return 0;
  const { rows } = await session.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${table} WHERE key_id IS NOT NULL AND NOT key_id = ANY($1)`,
    [keyIds],
  );
  return rows[0]?.count ?? 0;
}
