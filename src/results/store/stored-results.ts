import type { Logger } from 'pino';
import { In, type DataSource, type EntityManager, type SelectQueryBuilder } from 'typeorm';
import type { ReadDatabase } from '../../database/read-database.js';
import { CannotOpenError, type Sealer } from '../../database/sealer.js';
import { LabOrderEntity, OrderTransactionEntity } from '../../store/entities.js';
import type { SubjectKind } from '../../store/result-subjects.js';
import type { LabResults } from '../model.js';
import { scheduleAfter } from '../schedule.js';
import { LabResultEntity } from './lab-result-entity.js';
import { packResults, unpackResults } from './packed-results.js';

export interface Subject {
  readonly kind: SubjectKind;
  readonly id: string;
}

/** Results that were fetched for a finished order or transaction. */
export interface FetchedResults extends Subject {
  /** The version of the subject when the call began. */
  readonly version: string;
  /** Null: Junction has no results yet. */
  readonly results: LabResults | null;
  /** The age of the newest event when the call began. */
  readonly ageMs: number;
  /** When the call began, by `performance.now()`. */
  readonly startedAt: number;
}

/** Stored results that are not decrypted yet; those of another version than the current one never are. */
export interface SealedResults extends Subject {
  readonly version: string;
  readonly keyId: string;
  /** In base64. */
  readonly sealed: string;
  /** Whether the results are neither final nor scheduled: they are fetched again on demand, at most hourly. */
  readonly isDue: boolean;
}

/** Decrypted results; null where Junction had none. */
export interface OpenedResults extends Pick<SealedResults, 'isDue'> {
  readonly results: LabResults | null;
}

/** A failed refetch is repeated after this time, and later after a quarter of the age of the last results. */
const RETRY = `greatest(interval '1 minute', (now() - fetched_at) / 4)`;

/**
 * Stored results, sealed, each with the version of its subject. Results of another version than the current one are not
 * used, so nothing must be deleted when an event arrives.
 */
export class StoredResults {
  private readonly findStatement: string;

  /** @param reads the database that {@link find} reads: a replica can be behind the primary */
  constructor(
    private readonly dataSource: DataSource,
    private readonly sealer: Sealer,
    private readonly logger: Logger,
    private readonly reads: ReadDatabase,
  ) {
    [this.findStatement] = this.select('ORDER', [])
      .addSelect('stored.keyId', 'keyId')
      // Postgres would send bytes as hexadecimal digits, which are a third longer than base64.
      .addSelect(`encode(stored.sealed, 'base64')`, 'sealed')
      .addSelect(
        `NOT stored.final AND stored.refetchAt IS NULL AND stored.fetchedAt < now() - interval '1 hour'`,
        'isDue',
      )
      .getQueryAndParameters();
  }

  /** Returns the stored results of any version by id. */
  async find(
    kind: SubjectKind,
    ids: readonly string[],
    caller?: AbortSignal,
  ): Promise<Map<string, SealedResults>> {
    const { rows } = await this.reads.query<SealedResults>({
      name: 'find-stored-results',
      text: this.findStatement,
      values: [kind, ids],
      isAbandoned: () => caller?.aborted === true,
    });
    return new Map(rows.map((row) => [row.id, { ...row, kind }]));
  }

  /**
   * @returns null when the results have the shape of another release, or cannot be decrypted: their key is missing, or
   *   they were moved from another row.
   */
  open({ kind, id, version, keyId, sealed, isDue }: SealedResults): OpenedResults | null {
    try {
      const content = { keyId, sealed: Buffer.from(sealed, 'base64') };
      const results = unpackResults(this.sealer.open(content, sealContext(kind, id, version)));
      return results === undefined ? null : { results, isDue };
    } catch (error) {
      if (!(error instanceof CannotOpenError)) throw error;
      this.logger.warn({ reason: error.message }, 'stored results do not open; fetching again');
      return null;
    }
  }

  /** The versions of stored results by id, read from the primary database. */
  async findVersions(kind: SubjectKind, ids: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.select(kind, ids).getRawMany<{ id: string; version: string }>();
    return new Map(rows.map(({ id, version }) => [id, version]));
  }

  /**
   * Stores results, unless a later call has already stored some, or the order or transaction has been erased since. Plans
   * their next fetch.
   */
  async save(fetched: readonly FetchedResults[]): Promise<void> {
    // One statement cannot write a row twice; of two results the later ones count.
    const latest = new Map(fetched.map((it) => [`${it.kind} ${it.id}`, it]));
    await this.dataSource.transaction(async (manager) => {
      const stored = await lockStoredSubjects(manager, fetched);
      const rows = [...latest.values()].filter(({ id }) => stored.has(id));
      if (rows.length === 0) return;
      await manager
        .createQueryBuilder()
        .insert()
        .into(LabResultEntity)
        .values(rows.map((it) => this.rowOf(it)))
        .orUpdate(
          ['version', 'key_id', 'sealed', 'fetched_at', 'refetch_at', 'final'],
          ['kind', 'id'],
          { overwriteCondition: { where: 'lab_result.fetched_at <= excluded.fetched_at' } },
        )
        .execute();
    });
  }

  /**
   * Claims at most this many results whose next fetch is due. Each is due again after a while, in case this process
   * fails before it stores new ones; other processes skip it until then.
   */
  claimDue(limit: number): Promise<Subject[]> {
    return this.dataSource.transaction(async (manager) => {
      const due = await manager
        .createQueryBuilder(LabResultEntity, 'stored')
        .select(['stored.kind', 'stored.id'])
        .where('stored.refetchAt <= now()')
        .orderBy('stored.refetchAt')
        .limit(limit)
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .getMany();
      const subjects = due.map(({ kind, id }) => ({ kind, id }));
      if (due.length > 0) {
        await manager
          .createQueryBuilder()
          .update(LabResultEntity)
          .set({ refetchAt: () => `now() + ${RETRY}` })
          .where(subjects)
          .execute();
      }
      return subjects;
    });
  }

  async remove(subjects: readonly Subject[]): Promise<void> {
    if (subjects.length === 0) return;
    await this.dataSource
      .createQueryBuilder()
      .delete()
      .from(LabResultEntity)
      .where(subjects.map(({ kind, id }) => ({ kind, id })))
      .execute();
  }

  private select(kind: SubjectKind, ids: readonly string[]): SelectQueryBuilder<LabResultEntity> {
    return this.dataSource
      .createQueryBuilder(LabResultEntity, 'stored')
      .select('stored.id', 'id')
      .addSelect('stored.version', 'version')
      .where('stored.kind = :kind AND stored.id = ANY(:ids)', { kind, ids });
  }

  private rowOf({ kind, id, version, results, ageMs, startedAt }: FetchedResults) {
    const { keyId, sealed } = this.sealer.seal(
      packResults(results),
      sealContext(kind, id, version),
    );
    const { refetchInMs, isFinal } = scheduleAfter(results, ageMs);
    const sinceStart = performance.now() - startedAt;
    const after = (ms: number) => () => `now() + ${ms.toFixed(0)} * interval '1 millisecond'`;
    return {
      ...{ kind, id, version, keyId, sealed },
      fetchedAt: after(-sinceStart),
      refetchAt: refetchInMs === null ? () => 'NULL' : after(refetchInMs - sinceStart),
      final: isFinal,
    };
  }
}

/** In the order in which they are locked. */
const SUBJECT_ENTITIES = [
  ['TRANSACTION', OrderTransactionEntity],
  ['ORDER', LabOrderEntity],
] as const;

/**
 * Returns the ids of the orders and transactions that exist in the mirror. Their rows are locked against an erasure,
 * which would otherwise leave results behind that are stored a moment later.
 */
async function lockStoredSubjects(
  manager: EntityManager,
  fetched: readonly FetchedResults[],
): Promise<Set<string>> {
  const found: string[] = [];
  for (const [kind, entity] of SUBJECT_ENTITIES) {
    const ids = fetched.filter((it) => it.kind === kind).map(({ id }) => id);
    if (ids.length === 0) continue;
    const rows = await manager
      .createQueryBuilder<{ id: string }>(entity, 'subject')
      .select('subject.id')
      .where({ id: In(ids) })
      .orderBy('subject.id')
      .setLock('for_key_share')
      .getMany();
    found.push(...rows.map(({ id }) => id));
  }
  return new Set(found);
}

/** The context of a row's seal: results that were copied to another row or version cannot be decrypted. */
export function sealContext(kind: SubjectKind, id: string, version: string): string {
  return `lab_result ${kind} ${id} ${version}`;
}
