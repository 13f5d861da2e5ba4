/** The embedded Postgres cannot be used. The message is one sentence for the operator who starts it. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
}

/** The message of an unknown thrown value. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code of an operating system error, e.g. `ENOENT`; undefined for other errors. */
export function systemCodeOf(error: unknown): string | undefined {
  return (error as Partial<NodeJS.ErrnoException>).code;
}
