/** Starts the embedded Postgres on the folder of its argument, prints the URL, and runs until it is killed. */
import { startEmbeddedPostgres } from '../../src/index.js';

async function main(folder: string): Promise<void> {
  const { url } = await startEmbeddedPostgres({ folder, throwAway: true });
  process.stdout.write(url);
}

void main(process.argv[2] ?? '');
