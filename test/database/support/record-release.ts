/**
 * Fills a database as this release does and writes its rows to a file, which the tests of later releases start with.
 * Run `npm run database:release` at each release.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Pool } from 'pg';
import { pino } from 'pino';
import type { DataSource } from 'typeorm';
import { recordAuditEntries } from '../../../src/access/audit-trail.js';
import { bearerName } from '../../../src/access/viewer.js';
import { createDataSource, poolOf } from '../../../src/database/data-source.js';
import { startEmbeddedPostgres } from '@order-transactions/embedded-postgres';
import { migrate } from '../../../src/database/migrate.js';
import { MIGRATIONS_FOLDER, readMigrations } from '../../../src/database/migration-files.js';
import { Sealer } from '../../../src/database/sealer.js';
import { Ingester } from '../../../src/ingest/ingester.js';
import { Quarantine } from '../../../src/ingest/quarantine.js';
import { OrderNotices } from '../../../src/ingest/order-notices.js';
import { parseInstant } from '../../../src/junction/instant.js';
import { asObject } from '../../../src/junction/tolerant.js';
import { readLabResults } from '../../../src/results/read-results.js';
import { StoredResults } from '../../../src/results/store/stored-results.js';
import { entities } from '../../../src/service/entities.js';
import { isFinished } from '../../../src/results/store/subjects.js';
import { ResultSubjects } from '../../../src/store/result-subjects.js';
import { saveProgress } from '../../../src/sync/progress.js';
import { journeyNamed } from '../../support/journeys.js';
import { messagesOf } from '../../support/messages.js';
import {
  RELEASED_JOURNEYS,
  RELEASED_KEY,
  RELEASED_ROWS,
  rowsOf,
  tablesOf,
  type ReleasedRows,
} from './released-rows.js';

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'order-transactions-release-'));
  const postgres = await startEmbeddedPostgres({ folder, throwAway: true });
  try {
    await migrate({ url: postgres.url });
    const dataSource = await createDataSource({ url: postgres.url, entities }).initialize();
    await fill(dataSource);
    const rows = await readRows(poolOf(dataSource));
    await dataSource.destroy();
    await writeFile(RELEASED_ROWS, `${JSON.stringify(rows, null, 1)}\n`);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true });
  }
}

async function fill(dataSource: DataSource): Promise<void> {
  const pool = poolOf(dataSource);
  const ingester = new Ingester(pool);
  const store = new StoredResults(
    dataSource,
    new Sealer([RELEASED_KEY]),
    pino({ level: 'silent' }),
    pool,
  );
  for (const name of RELEASED_JOURNEYS) {
    const { webhooks, results, expected } = journeyNamed(name);
    for (const message of messagesOf(webhooks, name)) await ingester.take(message);
    for (const id of Object.keys(expected.orders)) await new OrderNotices(dataSource).record(id);
    for (const id of Object.keys(expected.transactions)) {
      const answer = asObject(results[id]);
      const read = answer && readLabResults(answer);
      const [subject] = await new ResultSubjects(pool).find('TRANSACTION', [id]);
      if (!read || !subject || !isFinished(subject)) continue;
      const fetched = { ageMs: Infinity, startedAt: performance.now() };
      await store.save([{ ...subject, ...fetched, results: read }]);
    }
  }
  await new Quarantine(dataSource, null).store({
    messageId: 'msg_unreadable',
    reason: 'JSON',
    body: Buffer.from('{"data":'),
  });
  await pool.query('INSERT INTO transaction_check SELECT id, now() FROM order_transaction');
  const reached = parseInstant('2026-03-09');
  if (reached) await saveProgress(dataSource.manager, 'RECONCILE', { since: null, reached });
  await recordAuditEntries(dataSource.manager, [
    {
      requestId: 'r1',
      viewer: bearerName('anna'),
      userId: 'anna',
      action: 'READ_RESULTS',
      subjectIds: [],
      outcome: 'DONE',
    },
  ]);
}

async function readRows(pool: Pool): Promise<ReleasedRows> {
  const tables: Record<string, Record<string, unknown>[]> = {};
  for (const table of await tablesOf(pool)) tables[table] = await rowsOf(pool, table);
  return { migrations: readMigrations(MIGRATIONS_FOLDER).map(({ name }) => name), tables };
}

void main();
