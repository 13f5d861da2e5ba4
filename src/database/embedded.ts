import type { EmbeddedPostgres } from '@order-transactions/embedded-postgres';
import { importDevelopmentPackage } from '../config/development-package.js';
import { DatabaseStartError } from './start-error.js';

/** Where the embedded Postgres stores its data. */
export const DATABASE_FOLDER = '.data/pg';

export interface EmbeddedOptions {
  /** For commands: the service may have started the server. */
  readonly asGuest?: boolean;
}

/**
 * Starts the embedded Postgres, or connects to the running one.
 *
 * @throws DatabaseStartError, MissingPackageError
 */
export async function openEmbedded({
  asGuest = false,
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { connectEmbeddedPostgres, EmbeddedPostgresError, startEmbeddedPostgres } =
    await importDevelopmentPackage(
      () => import('@order-transactions/embedded-postgres'),
      'DATABASE_URL is not set, and the embedded Postgres is not installed: ' +
        'set DATABASE_URL to a Postgres 15 or newer, or run npm ci without --omit=dev.',
    );
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
