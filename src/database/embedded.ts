import type { EmbeddedPostgres } from '@order-transactions/embedded-postgres';
import { DatabaseStartError, systemCodeOf } from './start-error.js';

/** Where the embedded Postgres keeps its data. */
export const DATABASE_FOLDER = '.data/pg';

export interface EmbeddedOptions {
  /** For commands: the service may own the server. */
  readonly asGuest?: boolean;
}

/**
 * Starts the embedded Postgres, or connects to the running one.
 *
 * @throws DatabaseStartError
 */
export async function openEmbedded({
  asGuest = false,
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { connectEmbeddedPostgres, EmbeddedPostgresError, startEmbeddedPostgres } =
    await loadPackage();
  const open = asGuest ? connectEmbeddedPostgres : startEmbeddedPostgres;
  return open({ folder: DATABASE_FOLDER }).catch((error: unknown) => {
    if (!(error instanceof EmbeddedPostgresError)) throw error;
    throw new DatabaseStartError(
      `${error.message} Or set DATABASE_URL to a Postgres of your own.`,
      {
        cause: error,
      },
    );
  });
}

/** It is a development dependency: production has a `DATABASE_URL` and never loads it. */
function loadPackage() {
  return import('@order-transactions/embedded-postgres').catch((error: unknown) => {
    if (!isMissing(error)) throw error;
    throw new DatabaseStartError(
      'No embedded Postgres is installed: set DATABASE_URL to a Postgres 15 or newer, or run npm ci without --omit=dev.',
      { cause: error },
    );
  });
}

function isMissing(error: unknown): boolean {
  return ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(systemCodeOf(error) ?? '');
}
