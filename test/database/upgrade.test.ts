import { cp } from 'node:fs/promises';
import path from 'node:path';
import { GATEWAY } from '../../src/access/viewer.js';
import { migrate } from '../../src/database/migrate.js';
import { MIGRATIONS_FOLDER } from '../../src/database/migration-files.js';
import { pendingMigrations } from '../../src/database/recorded-migrations.js';
import { Sealer, type Sealed } from '../../src/database/sealer.js';
import { lowStatusOf } from '../../src/junction/statuses.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { sealContext, type Subject } from '../../src/results/store/stored-results.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { journeyNamed } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';
import {
  insertRows,
  readReleasedRows,
  RELEASED_JOURNEYS,
  RELEASED_KEY,
  rowsOf,
  tablesOf,
} from './support/released-rows.js';
import { useFolder } from '../support/use-folder.js';
import { useScratchDatabase } from '../support/use-scratch-database.js';

type LabResultRow = Subject & Sealed & { readonly version: string };

const released = readReleasedRows();
const journeys = RELEASED_JOURNEYS.map(journeyNamed);

const folder = useFolder({ lifetime: 'TEST' });
const scratch = useScratchDatabase();
/** Runs the first migrations, as an earlier version with only these did. */
async function migrateTo(names: readonly string[]): Promise<void> {
  for (const name of names) {
    const [, words, timestamp] = /^(.+)-(\d{13})$/.exec(name) ?? [];
    const file = `${timestamp}-${words}.sql`;
    await cp(path.join(MIGRATIONS_FOLDER, file), path.join(folder.path, file));
  }
  await migrate({ url: scratch.url, folder: folder.path });
}

async function allRows(): Promise<Record<string, Record<string, unknown>[]>> {
  const rows: Record<string, Record<string, unknown>[]> = {};
  for (const table of await tablesOf(scratch.pool)) rows[table] = await rowsOf(scratch.pool, table);
  return rows;
}

describe('a database that the last release filled', () => {
  beforeEach(async () => {
    await migrateTo(released.migrations);
    await insertRows(scratch.pool, released);
    await migrate({ url: scratch.url });
  });

  it('is served with its final state', async () => {
    const reader = createMirrorReads(scratch.pool);
    for (const { expected } of journeys) {
      const ids = Object.keys(expected.transactions);
      const transactions = await reader.findTransactions(GATEWAY, ids);
      const orders = transactions.flatMap((found) => found?.members?.orders ?? []);

      expect(transactions.map((found) => [found?.id, found?.rawStatus])).toEqual(
        ids.map((id) => [id, expected.transactions[id]?.status]),
      );
      expect(
        Object.fromEntries(orders.map(({ id, status }) => [id, lowStatusOf(status ?? '')])),
      ).toEqual(
        Object.fromEntries(
          ids
            .flatMap((id) => expected.transactions[id]?.orders ?? [])
            .map((order) => [order.id, order.low_level_status]),
        ),
      );
    }
  });

  it('contains results that still open', async () => {
    const { rows } = await scratch.pool.query<LabResultRow>(
      'SELECT kind, id, version, key_id AS "keyId", sealed FROM lab_result',
    );
    const sealer = new Sealer([RELEASED_KEY]);
    expect(rows).toHaveLength(released.tables.lab_result?.length ?? 0);
    for (const row of rows) {
      const content = sealer.open(row, sealContext(row.kind, row.id, row.version));
      expect(content.toString()).toContain('"biomarkers"');
    }
  });

  it('equals its inbox, recognizes its messages, and accepts further ones', async () => {
    expect(isEqual(await replay(scratch.url))).toBe(true);

    const ingester = new Ingester(scratch.pool);
    const outcomesOf = (name: string) =>
      Promise.all(messagesOf(journeyNamed(name).webhooks, name).map((it) => ingester.take(it)));
    expect(new Set(await outcomesOf('b01-redraw-full'))).toEqual(new Set(['DUPLICATE']));
    expect(await outcomesOf('a01-walkin-initial-completed')).toContain('APPLIED');
    expect(isEqual(await replay(scratch.url))).toBe(true);
  });
});

test.each(released.migrations.map((name, index) => [name, index + 1] as const))(
  'later migrations keep the rows of a database that has them since %s',
  async (_name, count) => {
    await migrateTo(released.migrations.slice(0, count));
    await insertRows(scratch.pool, released);
    const before = await allRows();
    await migrate({ url: scratch.url });

    expect(await pendingMigrations(scratch.pool)).toEqual([]);
    expect(Object.values(before).flat()).not.toEqual([]);
    const after = await allRows();
    for (const [table, rows] of Object.entries(before)) {
      expect(after[table]).toHaveLength(rows.length);
      const kept = rows.map((row) => expect.objectContaining(row) as unknown);
      expect(after[table]).toEqual(expect.arrayContaining(kept));
    }
  },
);
