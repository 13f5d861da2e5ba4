import { Client, type ClientConfig } from 'pg';
import { columnTypes } from './column-types.js';
import { SESSION_OPTIONS } from './session.js';

export const CONNECT_TIMEOUT_MS = 5_000;
export const STATEMENT_TIMEOUT_MS = 10_000;
const LOCK_TIMEOUT_MS = 5_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 15_000;
/** A new session plans each statement several times, which slows the first large responses after a pause. */
const IDLE_TIMEOUT_MS = 60_000;

/** Statements that are sent together do not wait for each other's response; Postgres runs them in their order. */
const COMMON = { types: columnTypes, pipeline: true };

/**
 * The settings of a pool's connections: every wait has a limit, and all connections parse times the same way.
 *
 * @param behindPooler whether a transaction pooler is in front of Postgres. It runs each transaction in another
 *   session, so that neither a session's settings nor its prepared statements are reliable, and many poolers reject
 *   connections that request settings. See {@link requireRoleSettings}.
 */
export function poolSettings(behindPooler: boolean) {
  if (behindPooler) return { ...COMMON, Client: UnpreparedClient };
  return {
    ...COMMON,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    options: SESSION_OPTIONS,
  };
}

type Query = (statement: unknown, ...rest: unknown[]) => unknown;

/** Removes the names of statements: a statement prepared in one session of Postgres is unknown in the next. */
class UnpreparedClient extends Client {
  constructor(config?: ClientConfig) {
    super(config);
    const query = this.query.bind(this) as Query;
    const unprepared: Query = (statement, ...rest) => query(withoutName(statement), ...rest);
    this.query = unprepared as typeof this.query;
  }
}

function withoutName(statement: unknown): unknown {
  if (typeof statement !== 'object' || statement === null || !('name' in statement)) {
    return statement;
  }
  const { name, ...unnamed } = statement;
  return unnamed;
}
