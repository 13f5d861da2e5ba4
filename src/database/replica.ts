import { Pool, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import type { Logger } from 'pino';
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
  private readonly pool: Pool;
  private readonly logger: Logger;
  private readonly lagMs: number;
  private isFit = false;
  /** Where the primary's log was, and when. While the replica has not come so far, it is behind since then at least. */
  private goal: { readonly position: string; readonly since: number } | null = null;

  constructor({ url, behindPooler, logger, lagMs }: ReplicaOptions) {
    this.logger = logger.child({ replica: new URL(url).host });
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

  query<Row extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<Row>> {
    return this.pool.query<Row>(statement);
  }

  /** Until it is looked at again. */
  leaveOut(reason: string): void {
    this.judge(false, reason);
  }

  /** @param position where the primary's log is; null: nobody knows, so neither how far behind the replica is. */
  async look(position: string | null): Promise<void> {
    try {
      const inStep = await this.isInStep(position);
      this.judge(inStep, inStep ? 'it answers' : 'it is too far behind');
    } catch (error) {
      this.judge(false, errorCode(error));
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }

  private async isInStep(position: string | null): Promise<boolean> {
    // The first goal is behind already: nobody knows how long the replica has been so.
    if (position !== null) this.goal ??= { position, since: 0 };
    const reached = await this.hasReached(this.goal?.position ?? null);
    if (!reached) return Date.now() - (this.goal?.since ?? 0) <= this.lagMs;
    if (position !== null) this.goal = { position, since: Date.now() };
    return true;
  }

  /** One that follows no log, such as one that was promoted, is behind nothing. */
  private async hasReached(position: string | null): Promise<boolean> {
    const { rows } = await this.pool.query<{ reached: boolean }>(
      'SELECT coalesce(pg_last_wal_replay_lsn() >= $1::pg_lsn, true) AS reached',
      [position],
    );
    return rows[0]?.reached === true;
  }

  private judge(fit: boolean, reason: string): void {
    if (fit === this.isFit) return;
    this.isFit = fit;
    if (fit) this.logger.info({ reason }, 'the replica is read');
    else this.logger.warn({ reason }, 'the replica is not read');
  }
}
