import { Pool, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import type { Logger } from 'pino';
import { databaseHost } from '../config/database-url.js';
import { replayedPosition, type LogPosition } from './log-position.js';
import { CONNECT_TIMEOUT_MS, poolSettings, STATEMENT_TIMEOUT_MS } from './pool-settings.js';
import { errorCode } from './transient-error.js';

/** Postgres gives a statement up before; this is for a connection that broke without a word. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 1_000;

export interface ReplicaOptions {
  readonly url: string;
  readonly behindPooler: boolean;
  readonly logger: Logger;
  /** How old what it shows may be. */
  readonly lagMs: number;
}

/** One replica of the primary database, and whether it is fit to be read: it answers, and is not too far behind. */
export class Replica {
  readonly host: string;
  private readonly pool: Pool;
  private readonly logger: Logger;
  private readonly lagMs: number;
  private isFit = false;
  private behind: number | null = null;
  /** Where the primary's log was, and when. While the replica has not come so far, it is behind since then at least. */
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
    // A lost connection shows in the next statement; without a listener it would end the process.
    this.pool.on('error', () => undefined);
  }

  get fit(): boolean {
    return this.isFit;
  }

  /** The primary's log position at the last check; null where it is unknown. */
  get bytesBehind(): number | null {
    return this.behind;
  }

  query<Row extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<Row>> {
    return this.pool.query<Row>(statement);
  }

  /** Until it is looked at again. */
  leaveOut(reason: string): void {
    this.judge(false, reason);
  }

  /** @param written the primary's log position; null where it is unknown, and the replica's delay with it */
  async look(written: LogPosition | null): Promise<void> {
    try {
      const replayed = await this.replayed(written ?? this.goal?.position ?? null);
      this.behind = written === null || replayed === null ? null : Math.max(written - replayed, 0);
      const inStep = this.isInStep(written, replayed);
      this.judge(inStep, inStep ? 'it answers' : 'it is too far behind');
    } catch (error) {
      this.behind = null;
      this.judge(false, errorCode(error));
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  /** Null where the database replays no log, for example after a promotion, or does not report it. */
  private async replayed(goal: LogPosition | null): Promise<LogPosition | null> {
    if (goal !== null) return replayedPosition(this.pool);
    // Where the primary does not report its position, replicas may not either: an answer is all that can be checked.
    await this.pool.query('SELECT 1');
    return null;
  }

  private isInStep(written: LogPosition | null, replayed: LogPosition | null): boolean {
    if (replayed === null) return true;
    // The replica is behind at the first check: for how long is unknown.
    if (written !== null) this.goal ??= { position: written, since: -Infinity };
    const { position, since } = this.goal ?? { position: 0, since: -Infinity };
    if (replayed < position) return performance.now() - since <= this.lagMs;
    if (written !== null) this.goal = { position: written, since: performance.now() };
    return true;
  }

  private judge(fit: boolean, reason: string): void {
    if (fit === this.isFit) return;
    this.isFit = fit;
    if (fit) this.logger.info({ reason }, 'the replica is read');
    else this.logger.warn({ reason }, 'the replica is not read');
  }
}
