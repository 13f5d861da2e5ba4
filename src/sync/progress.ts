import type { EntityManager } from 'typeorm';
import { instantOf, type Instant } from '../junction/instant.js';
import { SyncProgressEntity } from './entities.js';

/** How far a job has come. */
export interface SyncProgress {
  /** The start of the window; null where it does not matter. */
  readonly since: Instant | null;
  /** Everything before is done. */
  readonly reached: Instant;
}

type SyncJob = 'RECONCILE' | 'BACKFILL';

export async function readProgress(
  manager: EntityManager,
  job: SyncJob,
): Promise<SyncProgress | null> {
  const stored = await manager.findOneBy(SyncProgressEntity, { job });
  return (
    stored && {
      since: stored.since && instantOf(stored.since),
      reached: instantOf(stored.reached),
    }
  );
}

export async function saveProgress(
  manager: EntityManager,
  job: SyncJob,
  { since, reached }: SyncProgress,
): Promise<void> {
  const stored = { job, since: since && new Date(since), reached: new Date(reached) };
  await manager.upsert(SyncProgressEntity, stored, ['job']);
}

export async function deleteProgress(manager: EntityManager, job: SyncJob): Promise<void> {
  await manager.delete(SyncProgressEntity, { job });
}
