import { readFileSync } from 'node:fs';
import { parse } from 'pg-connection-string';

/** A database URL that cannot be used. The message completes "`DATABASE_URL`: expected …" and repeats no part of the URL. */
export class DatabaseUrlError extends Error {
  override readonly name = 'DatabaseUrlError';
}

const SCHEME = /^postgres(ql)?:\/\//i;
/** An `@` after the authority, or a fragment: both come from a password with unencoded characters. */
const MISPLACED_CHARACTER = /#|^[a-z]+:\/\/[^/?]*[/?].*@/is;

/**
 * Rewrites a Postgres URL, as node-postgres and libpq accept it, to a form that every URL parser reads the same way:
 * the host name in the authority, the folder of a Unix socket in the parameter `host`.
 *
 * @throws DatabaseUrlError
 */
export function normalizeDatabaseUrl(text: string): string {
  if (!SCHEME.test(text)) throw new DatabaseUrlError('a URL that begins with postgres://');
  if (MISPLACED_CHARACTER.test(text)) throw new DatabaseUrlError(EXPECTED_FORM);
  const { user, password, host, port, database, ssl, ...parameters } = parseAsDriver(text);
  // An empty host would be read from PGHOST, which no transport check covers.
  const url = new URL('postgres://localhost');
  // The setters do not encode `%`, so nothing is encoded twice.
  url.username = encodeURIComponent(user ?? '');
  url.password = encodeURIComponent(password ?? '');
  url.port = port ?? '';
  url.pathname = encodeURIComponent(database ?? '');
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === 'string') url.searchParams.set(name, value);
  }
  if (ssl !== undefined && typeof ssl !== 'object' && !url.searchParams.has('sslmode')) {
    url.searchParams.set('ssl', ssl === false ? '0' : String(ssl));
  }
  setHost(url, host ?? '');
  return url.href;
}

function setHost(url: URL, host: string): void {
  if (host.startsWith('/')) url.searchParams.set('host', host);
  else if (/[\s<>^|\\]/.test(host)) throw new DatabaseUrlError(EXPECTED_FORM);
  else if (host !== '') url.hostname = host.includes(':') ? `[${host}]` : host;
}

const EXPECTED_FORM =
  'postgres://user:password@host:5432/database, with @ # / ? : % in the user name and password percent-encoded: ' +
  '@ as %40, # as %23';

function parseAsDriver(text: string) {
  try {
    return parse(text);
  } catch (error) {
    const { code, path, syscall } = error as NodeJS.ErrnoException;
    // The driver reads the files of the parameters sslrootcert, sslcert and sslkey.
    if (syscall !== undefined && path !== undefined) {
      throw new DatabaseUrlError(`its certificate file ${path} to be readable (${code})`);
    }
    throw new DatabaseUrlError(EXPECTED_FORM);
  }
}

/**
 * The address of a database: `host:port`, or the folder of its Unix socket.
 *
 * @param url a normalized URL
 */
export function databaseHost(url: string): string {
  const { host, searchParams } = new URL(url);
  return searchParams.get('host') ?? host;
}

/** Adds the certificate authority that signed the server's certificate. A Unix socket is not encrypted. */
export function withCertificateAuthority(url: string, file: string): string {
  const changed = new URL(url);
  if (databaseHost(url).startsWith('/')) return url;
  changed.searchParams.set('sslmode', 'verify-full');
  changed.searchParams.set('sslrootcert', file);
  return changed.href;
}

/** Returns why a file is not a certificate authority; null when it is one. */
export function certificateFileProblem(file: string): string | null {
  try {
    if (readFileSync(file, 'utf8').includes('-----BEGIN CERTIFICATE-----')) return null;
    return `a file with certificates in PEM format; ${file} has none`;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return `a readable file with certificates; ${file} cannot be used (${code})`;
  }
}
