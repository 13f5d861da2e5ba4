/** Lost connections, deadlocks, a server out of resources or shutting down, read-only after a failover, lock timeouts. */
const TRANSIENT_SQLSTATES = /^(08...|40...|53...|57...|25006|55P03)$/;
const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** The driver's own words where it gives no code. */
const CONNECTION_MESSAGE =
  /connection terminated|timeout exceeded when trying to connect|not queryable|connection error|query read timeout/i;

/**
 * Whether time may heal a database error, so that the same work is worth another try. Everything else is the fault of
 * the work itself.
 */
export function isTransient(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isTransient);
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return (
    TRANSIENT_SQLSTATES.test(code) ||
    CONNECTION_CODES.has(code) ||
    CONNECTION_MESSAGE.test(error.message)
  );
}

/** Whether the work collided with other work and may simply be done again at once: deadlock or serialization failure. */
export function isCollision(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^40/.test(String(error.code));
}
