import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { QuarantineEntity } from './quarantine-entity.js';

/** The size of a row that fits into an existing page. */
const SMALL_BYTES = 16;
/** Needs further pages of its table. */
const LARGE_BYTES = 256 * 1024;

class ProbeRollbackError extends Error {}

/**
 * Writes a row and rolls it back.
 *
 * @param isSuspect after a failed write: then the row is large, because a full disk still has space for small ones.
 * @throws the error of the database while it accepts no writes: read-only, disk full, no permission
 */
export async function probeWrites(dataSource: DataSource, isSuspect: boolean): Promise<void> {
  const row = {
    messageId: `probe ${randomUUID()}`,
    reason: 'PROBE',
    body: randomBytes(isSuspect ? LARGE_BYTES : SMALL_BYTES),
    keyId: null,
  };
  const rolledBack = dataSource.transaction(async (manager) => {
    await manager.insert(QuarantineEntity, row);
    throw new ProbeRollbackError();
  });
  await rolledBack.catch((error: unknown) => {
    if (!(error instanceof ProbeRollbackError)) throw error;
  });
}
