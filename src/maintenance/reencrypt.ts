import { Not, type DataSource } from 'typeorm';
import { CannotOpenError, type Sealer } from '../database/sealer.js';
import type { Quarantine } from '../ingest/quarantine.js';
import { LabResultEntity } from '../results/store/lab-result-entity.js';
import { sealContext } from '../results/store/stored-results.js';

const BATCH_SIZE = 100;

export interface ReencryptReport {
  readonly reencrypted: number;
  /** The ids of rows that are damaged or sealed with an unknown key: they remain unchanged. */
  readonly unreadable: number;
}

/** Counts the results that are sealed with another key than the current one. */
export function countOldSeals(dataSource: DataSource, sealer: Sealer): Promise<number> {
  return dataSource.manager.countBy(LabResultEntity, { keyId: Not(sealer.keyId) });
}

/**
 * Seals with the current key the results that older keys have sealed. The service can run at the same time; after an
 * interruption the command continues where it stopped.
 *
 * @param onDone called with the number of rows after each batch.
 */
export async function reencryptResults(
  dataSource: DataSource,
  sealer: Sealer,
  onDone: (rows: number) => void,
): Promise<ReencryptReport> {
  const report = { reencrypted: 0, unreadable: 0 };
  let batch = await readBatch(dataSource, sealer.keyId, null);
  while (batch.length > 0) {
    for (const row of batch) {
      report[await outcomeOf(reencryptRow(dataSource, sealer, row))]++;
    }
    onDone(batch.length);
    batch = await readBatch(dataSource, sealer.keyId, batch.at(-1) ?? null);
  }
  return report;
}

/** Seals quarantined messages with the current key, including messages that were stored unsealed. */
export async function reencryptQuarantined(
  messageIds: readonly string[],
  quarantine: Pick<Quarantine, 'reseal'>,
  onDone: (messages: number) => void,
): Promise<ReencryptReport> {
  const report = { reencrypted: 0, unreadable: 0 };
  for (const messageId of messageIds) {
    report[await outcomeOf(quarantine.reseal(messageId))]++;
    onDone(1);
  }
  return report;
}

async function outcomeOf(work: Promise<void>): Promise<keyof ReencryptReport> {
  try {
    await work;
    return 'reencrypted';
  } catch (error) {
    if (error instanceof CannotOpenError) return 'unreadable';
    throw error;
  }
}

type Row = Pick<LabResultEntity, 'kind' | 'id' | 'version' | 'keyId' | 'sealed'>;

function readBatch(dataSource: DataSource, keyId: string, after: Row | null): Promise<Row[]> {
  const query = dataSource
    .createQueryBuilder(LabResultEntity, 'stored')
    .select(['stored.kind', 'stored.id', 'stored.version', 'stored.keyId', 'stored.sealed'])
    .where('stored.keyId <> :keyId', { keyId })
    .orderBy({ 'stored.kind': 'ASC', 'stored.id': 'ASC' })
    .limit(BATCH_SIZE);
  if (after) query.andWhere('(stored.kind, stored.id) > (:kind, :id)', after);
  return query.getMany();
}

async function reencryptRow(dataSource: DataSource, sealer: Sealer, row: Row): Promise<void> {
  const { kind, id, version } = row;
  const context = sealContext(kind, id, version);
  const resealed = sealer.seal(sealer.open(row, context), context);
  // Results that the service stores at the same time are newer and already sealed with the current key.
  await dataSource.manager.update(
    LabResultEntity,
    { kind, id, version, keyId: row.keyId },
    resealed,
  );
}
