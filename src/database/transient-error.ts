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
  const { code, message, errors } = partsOf(error);
  return (
    // A connection that failed on several addresses.
    errors.some(isTransient) ||
    TRANSIENT_SQLSTATES.test(code) ||
    CONNECTION_CODES.has(code) ||
    CONNECTION_MESSAGE.test(message)
  );
}

/** Whether the work collided with other work and may simply be done again at once: deadlock or serialization failure. */
export function isCollision(error: unknown): boolean {
  return partsOf(error).code.startsWith('40');
}

/** The SQLSTATE or system code of an error: all of it that is safe to log, since messages may quote values. */
export function errorCode(error: unknown): string {
  return partsOf(error).code || 'unknown';
}

/** Read without `instanceof`, which does not know errors of another realm. */
function partsOf(error: unknown): { code: string; message: string; errors: readonly unknown[] } {
  const { code, message, errors } = (error ?? {}) as Record<string, unknown>;
  return {
    code: typeof code === 'string' ? code : '',
    message: typeof message === 'string' ? message : '',
    errors: Array.isArray(errors) ? errors : [],
  };
}
