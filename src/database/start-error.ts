/** The database cannot be used. The message is one sentence for the operator: the cause and the remedy. */
export class DatabaseStartError extends Error {
  override readonly name = 'DatabaseStartError';
}

/** The message of an unknown thrown value, for the end of a sentence. */
export function reasonOf(error: unknown): string {
  // A failed connection to several addresses is an AggregateError with an empty message.
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  return error instanceof Error ? error.message : String(error);
}

type Remedy = (setting: string) => string;

/** Keyed by SQLSTATE or by the code of the operating system. */
const REMEDIES_BY_CODE: Readonly<Record<string, Remedy>> = {
  ENOTFOUND: (setting) => `check the host name in ${setting}.`,
  EAI_AGAIN: (setting) => `check the host name in ${setting}, and the DNS of this machine.`,
  '28P01': (setting) => `check the user and the password in ${setting}.`,
  '3D000': (setting) => `create the database, or correct its name in ${setting}.`,
  '42501': (setting) =>
    `grant the user of ${setting} the missing privilege, for example GRANT CREATE ON SCHEMA public.`,
  '53300': () => 'raise max_connections of Postgres, or end connections that are not needed.',
};

/** Matched by messages of Postgres, node-postgres, OpenSSL and PgBouncer. */
const REMEDIES_BY_MESSAGE: readonly (readonly [RegExp, Remedy])[] = [
  [
    /unsupported startup parameter/,
    () =>
      'a connection pooler answered: set DATABASE_DIRECT_URL to the address of Postgres itself.',
  ],
  [
    /does not support SSL/,
    (setting) =>
      `set ssl = on in that server’s configuration, or remove DATABASE_CA_FILE and the sslmode in ${setting} ` +
      `(production then also needs ${setting} in ALLOW_INSECURE_TRANSPORT).`,
  ],
  [/no encryption/, (setting) => `add sslmode=verify-full to ${setting}.`],
  [/no pg_hba\.conf entry/, () => 'allow this user, database and address in pg_hba.conf.'],
  [
    /certificate|SSL/i,
    (setting) =>
      `let ${setting} have the name that is in its certificate, and DATABASE_CA_FILE name the authority that signed it.`,
  ],
];

/**
 * Returns why a database cannot be reached, and the remedy, as the end of a sentence.
 *
 * @param setting the variable that contains its URL
 */
export function whyUnreachable(error: unknown, setting: string): string {
  const reason = reasonOf(error);
  return `cannot be reached (${reason}): ${remedyOf(error, reason, setting)}`;
}

/** Returns why a statement at start failed, and the remedy, as the end of a sentence. */
export function whyUnusable(error: unknown, setting: string): string {
  const reason = reasonOf(error);
  return `cannot be used (${reason}): ${remedyOf(error, reason, setting)}`;
}

function remedyOf(error: unknown, reason: string, setting: string): string {
  const byMessage = REMEDIES_BY_MESSAGE.find(([words]) => words.test(reason))?.[1];
  const remedy = byMessage ?? REMEDIES_BY_CODE[systemCodeOf(error) ?? ''];
  return remedy ? remedy(setting) : `check ${setting}, and that Postgres runs there.`;
}

/** The code of an error of the operating system or of Postgres, e.g. `ENOENT`; undefined for other errors. */
export function systemCodeOf(error: unknown): string | undefined {
  return (error as Partial<NodeJS.ErrnoException>).code;
}
