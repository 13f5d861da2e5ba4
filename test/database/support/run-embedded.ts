/** A process that starts the embedded Postgres on the folder it is given, prints its URL, and goes on until it is killed. */
import { startEmbeddedPostgres } from '../../../src/database/embedded/embedded-postgres.js';

async function main(folder: string): Promise<void> {
  const { url } = await startEmbeddedPostgres({ folder, throwAway: true });
  process.stdout.write(url);
}

void main(process.argv[2] ?? '');
