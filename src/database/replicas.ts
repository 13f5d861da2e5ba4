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
  /** Between two looks at how the replicas are. */
  readonly lookEveryMs: number;
  /** How old what a replica shows may be. */
  readonly lagMs: number;
}

export const MOST_LAG_MS = 10_000;
const LIMITS: ReplicaLimits = { lookEveryMs: 1_000, lagMs: MOST_LAG_MS };
/** A statement that ran out of time, or that writes. */
const STATEMENTS_FAULTS = new Set(['57014', '25006']);

/**
 * Reads the replicas of the primary database, and the primary itself while none of them is fit for it.
 *
 * All statements go to one replica for as long as it is fit: another may be further behind, and lack what a request has
 * seen of the first. Each process prefers one by chance.
 */
export class Replicas implements ReadDatabase {
  private readonly primary: Pool;
  private readonly replicas: readonly Replica[];
  private readonly timer: NodeJS.Timeout;
  private looking: Promise<void> | null = null;

  constructor({ urls, primary, logger, behindPooler, limits = LIMITS }: ReplicasOptions) {
    this.primary = primary;
    this.replicas = shuffled(urls).map(
      (url) => new Replica({ url, behindPooler, logger, lagMs: limits.lagMs }),
    );
    this.lookAgain();
    this.timer = setInterval(() => this.lookAgain(), limits.lookEveryMs).unref();
  }

  /** How many are fit to be read. */
  get fit(): number {
    return this.replicas.filter(({ fit }) => fit).length;
  }

  get leftOut(): number {
    return this.replicas.length - this.fit;
  }

  /** How far each is behind the primary; null where that is unknown. */
  get distances(): { readonly host: string; readonly bytes: number }[] {
    return this.replicas.flatMap(({ host, bytesBehind: bytes }) =>
      bytes === null ? [] : [{ host, bytes }],
    );
  }

  async query<Row extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<Row>> {
    for (const replica of this.replicas.filter(({ fit }) => fit)) {
      try {
        return await replica.query<Row>(statement);
      } catch (error) {
        if (isStatementsFault(error)) throw error;
        // A read that conflicted with the primary's changes does not mean that the replica failed.
        if (!isCollision(error)) replica.leaveOut(errorCode(error));
      }
    }
    return this.primary.query<Row>(statement);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
    await Promise.all(this.replicas.map((replica) => replica.close()));
  }

  private lookAgain(): void {
    this.looking ??= this.look().finally(() => (this.looking = null));
  }

  private async look(): Promise<void> {
    // Unknown while the primary does not answer, and where it does not report its position.
    const written = await writtenPosition(this.primary).catch(() => null);
    await Promise.all(this.replicas.map((replica) => replica.look(written)));
  }
}

/** Whether it would fail on any of them, or take as long again. */
function isStatementsFault(error: unknown): boolean {
  return !isTransient(error) || STATEMENTS_FAULTS.has(errorCode(error));
}

function shuffled(urls: readonly string[]): string[] {
  return urls
    .map((url) => ({ url, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ url }) => url);
}
