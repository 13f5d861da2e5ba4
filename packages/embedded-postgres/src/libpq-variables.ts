/**
 * Removes libpq's environment variables (PGSSLMODE, PGOPTIONS, PGHOST, …) from this process. They describe another
 * server, and node-postgres reads them for every connection. Use this only in a process whose only database is the
 * embedded one.
 */
export function ignoreLibpqVariables(): void {
  for (const name of Object.keys(process.env)) {
    if (/^PG[A-Z_]+$/.test(name)) Reflect.deleteProperty(process.env, name);
  }
}
