import type { EntityManager } from 'typeorm';
import type { ResultsConfig } from '../../config/config.js';
import { sealingKeyId } from '../../database/sealer.js';
import { QuarantineEntity } from '../../ingest/quarantine-entity.js';
import { LabResultEntity } from '../../results/store/lab-result-entity.js';
import { CheckFailure } from './finding.js';
import { withEntities } from './with-entities.js';

const SEALED = [LabResultEntity, QuarantineEntity];

/**
 * Whether the keys open what lies sealed in the database. In development the service makes its own key.
 *
 * @throws CheckFailure
 */
export async function checkSeals(
  url: string,
  { store, encryptionKeys }: ResultsConfig,
): Promise<string> {
  if (store === 'ON' && encryptionKeys.length === 0) return 'have the key that development makes';
  const keyIds = encryptionKeys.map(sealingKeyId);
  const foreign = await withEntities(url, SEALED, async (manager) => {
    let count = 0;
    for (const entity of SEALED) count += await countForeign(manager, entity, keyIds);
    return count;
  });
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

/** The number of rows that none of these keys opens. */
async function countForeign(
  manager: EntityManager,
  entity: (typeof SEALED)[number],
  keyIds: readonly string[],
): Promise<number> {
  const columns = await manager.query<unknown[]>(
    `SELECT FROM information_schema.columns
     WHERE table_schema = current_schema() AND table_name = $1 AND column_name = 'key_id'`,
    [manager.dataSource.getMetadata(entity).tableName],
  );
  if (columns.length === 0) return 0;
  const row = await manager
    .createQueryBuilder<{ keyId: string | null }>(entity, 'sealed')
    .select('count(*)::int', 'count')
    .where('sealed.keyId IS NOT NULL AND NOT sealed.keyId = ANY(:keyIds)', { keyIds })
    .getRawOne<{ count: number }>();
  return row?.count ?? 0;
}
