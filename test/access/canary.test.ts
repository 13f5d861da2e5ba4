import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Console } from 'node:console';
import { PassThrough } from 'node:stream';
import { Counter } from 'prom-client';
import { startEmbeddedPostgres } from '@order-transactions/embedded-postgres';
import { insertOrder, INITIAL_ORDER } from '../graphql/support/mirror-rows.js';
import {
  embeddedLeaks,
  MARKS,
  searchForMarks,
  searchConsole,
  findLeaks,
  watchEmbedded,
} from '../support/canary.js';
import { createScratchDatabase } from '../support/database.js';
import { emptyTables } from '../support/empty-tables.js';
import { journeys } from '../support/journeys.js';
import { testLogger } from '../support/logger.js';
import { testRegistry } from '../support/registry.js';
import { execute } from '../support/test-server.js';
import { useTestDatabase } from '../support/use-database.js';

const { pool } = useTestDatabase();

describe('the search for personal data', () => {
  it.each(MARKS)('looks for %s, which is in the fixtures', (mark) => {
    expect(
      JSON.stringify(journeys.map(({ webhooks, results }) => ({ webhooks, results }))),
    ).toContain(mark);
  });

  it.each(MARKS)(
    'finds %s in text, in JSON and in bytes, and still empties the tables',
    async (mark) => {
      await insertOrder(pool, { lab: `by ${mark}`, record: { deep: [mark] } });
      await pool.query(
        `INSERT INTO lab_result (kind, id, version, key_id, sealed) VALUES ('ORDER', $1, '', '', $2)`,
        [INITIAL_ORDER, Buffer.from(`0${mark}`)],
      );

      await expect(emptyTables(pool)).rejects.toThrow(
        'lab_order.lab, lab_order.record, lab_result.sealed',
      );
      await emptyTables(pool);
    },
  );

  it('allows one column where no key is configured', async () => {
    await pool.query(
      `INSERT INTO webhook_quarantine (message_id, reason, body) VALUES ('m', 'JSON', $1)`,
      [Buffer.from(MARKS[0])],
    );

    await expect(emptyTables(pool)).resolves.toBeUndefined();
  });

  it('finds it in a database that a test created, before the database is dropped', async () => {
    const scratch = await createScratchDatabase();
    await execute(scratch.url, `CREATE TABLE leak AS SELECT '${MARKS[0]}'::text AS mark`);

    await expect(scratch.drop()).rejects.toThrow('leak.mark');
    await expect(execute(scratch.url, 'SELECT')).rejects.toThrow('does not exist');
  });

  it('finds it in an embedded database that is stopped', async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'canary-'));
    watchEmbedded(folder);
    const postgres = await startEmbeddedPostgres({ folder, throwAway: true });
    await execute(postgres.url, `CREATE TABLE leak AS SELECT '${MARKS[0]}'::text AS mark`);
    expect(await embeddedLeaks()).toEqual(['leak.mark']);
    await postgres.stop();
    expect(await embeddedLeaks()).toEqual(['leak.mark']);
    await rm(folder, { recursive: true });

    expect(await embeddedLeaks()).toEqual([]);
  });

  it('finds it in output, logs, metrics and responses', async () => {
    const silent = new Console(new PassThrough());
    searchConsole(silent);
    silent.debug(`printed ${MARKS[0]}`);
    testLogger().info({ lab: MARKS[1] });
    new Counter({ name: 'seen', help: MARKS[2], registers: [testRegistry()] });
    searchForMarks('a response', () => MARKS[3]);

    expect((await findLeaks()).sort()).toEqual([
      `a metric: ${MARKS[2]}`,
      `a response: ${MARKS[3]}`,
      `the console: ${MARKS[0]}`,
      `the log: ${MARKS[1]}`,
    ]);
    expect(await findLeaks()).toEqual([]);
  });
});
