/** The database cannot be used. The message is one sentence for the person who starts the service: what to do now. */
export class DatabaseStartError extends Error {
  override readonly name = 'DatabaseStartError';
}

/** What an unknown thrown value says, for the end of a sentence. */
export function reasonOf(error: unknown): string {
  // A failed connection to several addresses is an AggregateError with an empty message.
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}

/** The code of an error of the operating system, e.g. `ENOENT`; undefined for other errors. */
export function systemCodeOf(error: unknown): string | undefined {
  return (error as Partial<NodeJS.ErrnoException>).code;
}
