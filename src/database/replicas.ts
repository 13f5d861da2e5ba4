import type { Pool, QueryConfig, QueryResult, QueryResultRow } from 'pg';
import type { Logger } from 'pino';
import { writtenPosition } from './log-position.js';
import type { ReadDatabase } from './read-database.js';
import { Replica } from './replica.js';
import { errorCode, isCollision, isTransient } from './transient-error.js';

export interface ReplicasOptions {
  readonly urls: readonly string[];
  /** What is read when no replica can be. */
  readonly primary: Pool;
  readonly logger: Logger;
  /** Whether the URLs are those of transaction poolers. */
  readonly behindPooler: boolean;
  readonly limits?: ReplicaLimits;
}

export interface ReplicaLimits {
  /** The interval between checks of the replicas. */
  readonly checkEveryMs: number;
  /** The longest accepted replication lag. */
  readonly lagMs: number;
}

export const MAX_LAG_MS = 10_000;
const LIMITS: ReplicaLimits = { checkEveryMs: 1_000, lagMs: MAX_LAG_MS };
/** A statement that ran out of time, or that writes. */
const STATEMENT_ERRORS = new Set(['57014', '25006']);

/**
 * Reads from the replicas of the primary database, and from the primary itself while no replica is usable.
 *
 * All statements go to one replica for as long as it is usable: another may be further behind, and lack rows that a
 * request has read from the first. Each process prefers a random one.
 */
export class Replicas implements ReadDatabase {
  private readonly primary: Pool;
  private readonly replicas: readonly Replica[];
  private readonly timer: NodeJS.Timeout;
  private checking: Promise<void> | null = null;

  constructor({ urls, primary, logger, behindPooler, limits = LIMITS }: ReplicasOptions) {
    this.primary = primary;
    this.replicas = shuffled(urls).map(
      (url) => new Replica({ url, behindPooler, logger, lagMs: limits.lagMs }),
    );
    this.startCheck();
    this.timer = setInterval(() => this.startCheck(), limits.checkEveryMs).unref();
  }

  /** The number of usable replicas. */
  get usableCount(): number {
    return this.replicas.filter(({ usable }) => usable).length;
  }

  get unusableCount(): number {
    return this.replicas.length - this.usableCount;
  }

  /** The distance of each replica to the primary, where it is known. */
  get delays(): { readonly host: string; readonly bytes: number }[] {
    return this.replicas.flatMap(({ host, bytesBehind: bytes }) =>
      bytes === null ? [] : [{ host, bytes }],
    );
  }

  async query<Row extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<Row>> {
    for (const replica of this.replicas.filter(({ usable }) => usable)) {
      try {
        return await replica.query<Row>(statement);
      } catch (error) {
        if (isStatementError(error)) throw error;
        // A read that conflicted with the primary's changes does not mean that the replica failed.
        if (!isCollision(error)) replica.exclude(errorCode(error));
      }
    }
    return this.primary.query<Row>(statement);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.checking;
    await Promise.all(this.replicas.map((replica) => replica.close()));
  }

  private startCheck(): void {
    this.checking ??= this.checkReplicas().finally(() => (this.checking = null));
  }

  private async checkReplicas(): Promise<void> {
    // Unknown while the primary does not answer, and where it does not report its position.
    const written = await writtenPosition(this.primary).catch(() => null);
    await Promise.all(this.replicas.map((replica) => replica.check(written)));
  }
}

/** Whether the statement would fail on any database, or take as long again. */
function isStatementError(error: unknown): boolean {
  return !isTransient(error) || STATEMENT_ERRORS.has(errorCode(error));
}

function shuffled(urls: readonly string[]): string[] {
  return urls
    .map((url) => ({ url, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ url }) => url);
}
