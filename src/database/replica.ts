import { Pool, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import type { Logger } from 'pino';
import { databaseHost } from '../config/database-url.js';
import { replayedPosition, type LogPosition } from './log-position.js';
import { CONNECT_TIMEOUT_MS, poolSettings, STATEMENT_TIMEOUT_MS } from './pool-settings.js';
import { errorCode } from './transient-error.js';

/** Postgres cancels a statement earlier; this limit is for a connection that was lost without notice. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 1_000;

export interface ReplicaOptions {
  readonly url: string;
  readonly behindPooler: boolean;
  readonly logger: Logger;
  /** The longest accepted replication lag. */
  readonly lagMs: number;
}

/** One replica of the primary database. It is usable while it responds and is not too far behind. */
export class Replica {
  readonly host: string;
  private readonly pool: Pool;
  private readonly logger: Logger;
  private readonly lagMs: number;
  private isUsable = false;
  private behind: number | null = null;
  /**
   * A position of the primary's log, and its time. A replica that has not replayed this position has been behind since.
   */
  private goal: { readonly position: LogPosition; readonly since: number } | null = null;

  constructor({ url, behindPooler, logger, lagMs }: ReplicaOptions) {
    this.host = databaseHost(url);
    this.logger = logger.child({ replica: this.host });
    this.lagMs = lagMs;
    this.pool = new Pool({
      connectionString: url,
      application_name: 'order-transactions-reads',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: ANSWER_TIMEOUT_MS,
      ...poolSettings(behindPooler),
    });
    // A lost connection fails the next statement; without a listener the error would end the process.
    this.pool.on('error', () => undefined);
  }

  get usable(): boolean {
    return this.isUsable;
  }

  /** The distance to the primary's log position at the last check; null where it is unknown. */
  get bytesBehind(): number | null {
    return this.behind;
  }

  query<Row extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<Row>> {
    return this.pool.query<Row>(statement);
  }

  /** Until the next check. */
  exclude(reason: string): void {
    this.setUsable(false, reason);
  }

  /** @param written the primary's log position; null where it is unknown, and so is the replica's lag */
  async check(written: LogPosition | null): Promise<void> {
    try {
      const replayed = await this.replayed(written ?? this.goal?.position ?? null);
      this.behind = written === null || replayed === null ? null : Math.max(written - replayed, 0);
      const caughtUp = this.isCaughtUp(written, replayed);
      this.setUsable(caughtUp, caughtUp ? 'it answers' : 'it is too far behind');
    } catch (error) {
      this.behind = null;
      this.setUsable(false, errorCode(error));
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  /** Null where the database replays no log, for example after a promotion, or does not report it. */
  private async replayed(goal: LogPosition | null): Promise<LogPosition | null> {
    if (goal !== null) return replayedPosition(this.pool);
    // Where the primary does not report its position, replicas may not either: the check is whether the replica
    // responds.
    await this.pool.query('SELECT 1');
    return null;
  }

  private isCaughtUp(written: LogPosition | null, replayed: LogPosition | null): boolean {
    if (replayed === null) return true;
    // The replica is behind at the first check: since when is unknown.
    if (written !== null) this.goal ??= { position: written, since: -Infinity };
    const { position, since } = this.goal ?? { position: 0, since: -Infinity };
    if (replayed < position) return performance.now() - since <= this.lagMs;
    if (written !== null) this.goal = { position: written, since: performance.now() };
    return true;
  }

  private setUsable(usable: boolean, reason: string): void {
    if (usable === this.isUsable) return;
    this.isUsable = usable;
    if (usable) this.logger.info({ reason }, 'the replica is read');
    else this.logger.warn({ reason }, 'the replica is not read');
  }
}
