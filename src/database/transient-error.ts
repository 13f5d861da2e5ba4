/**
 * Lost connections, deadlocks, a server out of resources or shutting down, read-only after a failover, lock timeouts; and
 * the codes of our own batches.
 */
const TRANSIENT_CODES = /^(08...|40...|53...|57...|25006|55P03|QUEUE_FULL|BATCH_ABANDONED)$/;
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
/** Matched where the driver's error has no code. */
const CONNECTION_MESSAGE =
  /connection terminated|timeout exceeded when trying to connect|not queryable|connection error|query read timeout/i;

/**
 * Failures of the server or of the connection to it: no connection, shutting down, disk full, read-only after a
 * failover. Out of memory (53200) and a statement's timeout (57014) are excluded: a single statement may cause them.
 */
const SERVER_SQLSTATES = /^(08...|53[0134]..|57P..|58...|25006)$/;
/** Data exceptions, violated constraints, and values beyond the server's limits. */
const DATA_SQLSTATES = /^(22|23|54)...$/;

/** Whether a database error may be temporary, so that the same work is worth another attempt. */
export function isTransient(error: unknown): boolean {
  return isConnectionFailure(error) || TRANSIENT_CODES.test(errorCode(error));
}

/** Whether the database server failed, so that any other work would fail now too. */
export function isServerFailure(error: unknown): boolean {
  return isConnectionFailure(error) || SERVER_SQLSTATES.test(errorCode(error));
}

/** Whether the data itself was rejected, so that every repetition would fail. */
export function isDataError(error: unknown): boolean {
  return DATA_SQLSTATES.test(errorCode(error));
}

function isConnectionFailure(error: unknown): boolean {
  const { code, message, errors } = partsOf(error);
  return (
    // A connection that failed on several addresses.
    errors.some(isConnectionFailure) ||
    CONNECTION_CODES.has(code) ||
    CONNECTION_MESSAGE.test(message)
  );
}

/** Whether the work collided with other work and may be repeated immediately: deadlock or serialization failure. */
export function isCollision(error: unknown): boolean {
  return partsOf(error).code.startsWith('40');
}

/** The SQLSTATE or system code of an error, which is safe to log; its message may quote values. */
export function errorCode(error: unknown): string {
  return partsOf(error).code || 'unknown';
}

/** Reads properties instead of using `instanceof`, which fails for errors of another realm. */
function partsOf(error: unknown): { code: string; message: string; errors: readonly unknown[] } {
  const { code, message, errors } = (error ?? {}) as Record<string, unknown>;
  return {
    code: typeof code === 'string' ? code : '',
    message: typeof message === 'string' ? message : '',
    errors: Array.isArray(errors) ? errors : [],
  };
}
