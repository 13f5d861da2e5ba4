import type { Pool } from 'pg';
import type { DataSource, EntityManager } from 'typeorm';
import { Batcher } from '../database/batcher.js';
import { createAuditInsert, type AuditRow } from './audit-insert.js';
import { RejectionSampler } from './rejection-sampler.js';

/** A read or a change. It names the records, never their content. */
export interface AuditEntry {
  readonly requestId: string;
  /** The name of the {@link Viewer}. */
  readonly viewer: string;
  /** The company's own id of the token's user; null where the token has none. */
  readonly userId: string | null;
  readonly action: AuditAction;
  /** The ids of the transactions and orders that were returned, or requested and not found. */
  readonly subjectIds: readonly string[];
  readonly outcome: AuditOutcome;
}

export type AuditAction =
  | 'READ_ORDERS'
  | 'READ_RESULTS'
  | 'READ_REQUISITION_PDF'
  | 'READ_RESULTS_PDF'
  | 'READ_ABN_PDF'
  | 'READ_COLLECTION_SITES'
  | 'INGEST_ORDER_WEBHOOK'
  | 'TRACK_ORDER'
  | 'CANCEL_ORDER'
  | 'READ_OPERATIONS'
  | 'RETRY_QUARANTINED'
  | 'ERASE_USER';

/**
 * `NOT_FOUND` includes records that the viewer is not authorized to read. `REJECTED` is an action that the viewer may not
 * take, or invalid input.
 */
export type AuditOutcome = 'DONE' | 'NOT_FOUND' | 'REJECTED' | 'FAILED';

export interface AuditTrail {
  /**
   * Adds entries; resolves when they are committed. The caller returns nothing that was read before that. The first of
   * repeated rejections in a minute is added at once, see {@link RejectionSampler}.
   *
   * @throws the error of the write, when the entries cannot be written
   */
  record(entries: readonly AuditEntry[]): Promise<void>;
}

export interface StoredAuditTrail extends AuditTrail {
  /** Adds the counts of rejections that are still in memory. */
  flush(): Promise<void>;
}

/** Only requests in progress wait here, so their number needs no further bound. */
const LIMITS = { batches: 2, batchSize: 256, waiting: Infinity };
/** A limit for the ids of records that were not found: a caller may request any number of them. */
const MAX_UNKNOWN_IDS = 10;

export interface AuditDatabase {
  readonly dataSource: DataSource;
  readonly pool: Pool;
}

/**
 * The audit trail in the database. Entries that are recorded while a statement runs share the next statement: otherwise
 * every read would wait for a commit of its own.
 */
export function createAuditTrail({ dataSource, pool }: AuditDatabase): StoredAuditTrail {
  let insertOf: ReturnType<typeof createAuditInsert> | undefined;
  const batcher = new Batcher(async (requests: readonly (readonly AuditRow[])[]) => {
    insertOf ??= createAuditInsert(dataSource.manager);
    await pool.query(insertOf(requests.flat()));
    return requests.map(() => undefined);
  }, LIMITS);
  const rejections = new RejectionSampler();
  const write = async (rows: readonly AuditRow[]): Promise<void> => {
    if (rows.length > 0) await batcher.submit(rows);
  };
  return {
    record: (entries) =>
      write(
        entries.flatMap((entry) =>
          entry.outcome === 'REJECTED' ? rejections.sample(entry).map(rowOf) : [rowOf({ entry })],
        ),
      ),
    flush: () => write(rejections.flush().map(rowOf)),
  };
}

/** Adds entries within the manager's database transaction. */
export async function recordAuditEntries(
  manager: EntityManager,
  entries: readonly AuditEntry[],
): Promise<void> {
  const { text, values } = createAuditInsert(manager)(entries.map((entry) => rowOf({ entry })));
  await manager.query(text, values);
}

function rowOf({ entry, repeats = 0 }: { entry: AuditEntry; repeats?: number }): AuditRow {
  const { subjectIds, outcome } = entry;
  return {
    ...entry,
    subjectIds: outcome === 'NOT_FOUND' ? subjectIds.slice(0, MAX_UNKNOWN_IDS) : subjectIds,
    subjectCount: subjectIds.length,
    repeats,
  };
}
