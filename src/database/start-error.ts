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

/** PgBouncer's words. */
const POOLER_COMPLAINT = /unsupported startup parameter/;
const TLS_COMPLAINT = /certificate|SSL/i;

/** Why nobody answers, and what to do: the end of a sentence about a database. @param setting that names it */
export function whyUnreachable(error: unknown, setting: string): string {
  const reason = reasonOf(error);
  return `cannot be reached (${reason}): ${remedyOf(reason, setting)}`;
}

function remedyOf(reason: string, setting: string): string {
  if (POOLER_COMPLAINT.test(reason))
    return 'a connection pooler answers: set DATABASE_DIRECT_URL to the address of Postgres itself.';
  if (TLS_COMPLAINT.test(reason))
    return `let ${setting} have the name that is in its certificate, and DATABASE_CA_FILE name the authority that signed it.`;
  return `check ${setting}, and that Postgres runs there.`;
}

/** The code of an error of the operating system, e.g. `ENOENT`; undefined for other errors. */
export function systemCodeOf(error: unknown): string | undefined {
  return (error as Partial<NodeJS.ErrnoException>).code;
}
