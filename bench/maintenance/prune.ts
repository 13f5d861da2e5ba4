/** Prunes a database as `npm run prune` does, in its own process. Prints the report and the duration in seconds. */
import { createDataSource } from '../../src/database/connections.js';
import { Quarantine } from '../../src/ingest/quarantine.js';
import { applyRetention } from '../../src/maintenance/retention.js';
import { entities } from '../../src/service/entities.js';

async function main(): Promise<void> {
  const url = process.argv[2] ?? '';
  const dataSource = await createDataSource({ url, entities }).initialize();
  const startedAt = performance.now();
  const report = await applyRetention({
    database: { url, dataSource },
    quarantine: new Quarantine(dataSource, null),
    inboxDays: 90,
    quarantineDays: 90,
    finishedDays: 30,
  });
  const seconds = (performance.now() - startedAt) / 1000;
  process.stdout.write(`${JSON.stringify({ ...report, seconds })}\n`);
  await dataSource.destroy();
}

void main();
