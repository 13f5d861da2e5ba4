import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { poolOf } from '../../src/database/data-source.js';
import { insertOrder, INITIAL_ORDER } from '../graphql/support/mirror-rows.js';
import { MARKS, overhear, overheardMarks } from '../support/canary.js';
import { emptyTables, openTestDatabase } from '../support/database.js';
import { journeys } from '../support/journeys.js';

let database: DataSource;
let pool: Pool;

beforeAll(async () => {
  database = await openTestDatabase();
  pool = poolOf(database);
});
afterAll(() => database.destroy());

describe('the search for what tells of a person', () => {
  it.each(MARKS)('knows what it looks for: %s is in the fixtures', (mark) => {
    expect(
      JSON.stringify(journeys.map(({ webhooks, results }) => ({ webhooks, results }))),
    ).toContain(mark);
  });

  it.each(MARKS)(
    'finds %s in a text, in JSON and in bytes, and empties the tables all the same',
    async (mark) => {
      await insertOrder(pool, { lab: `by ${mark}`, record: { deep: [mark] } });
      await pool.query(
        `INSERT INTO lab_result (kind, id, version, key_id, sealed) VALUES ('ORDER', $1, '', '', $2)`,
        [INITIAL_ORDER, Buffer.from(`0${mark}`)],
      );

      await expect(emptyTables(database)).rejects.toThrow(
        'lab_order.lab, lab_order.record, lab_result.sealed',
      );
      await emptyTables(database);
    },
  );

  it('allows one column, where there is no key', async () => {
    await pool.query(
      `INSERT INTO webhook_quarantine (message_id, reason, body) VALUES ('m', 'JSON', $1)`,
      [Buffer.from(MARKS[0])],
    );

    await expect(emptyTables(database)).resolves.toBeUndefined();
  });

  it('finds marks in what is overheard', async () => {
    let line = '';
    overhear('a line', () => line);
    line = `so says ${MARKS[0]}`;

    expect(await overheardMarks()).toEqual([`a line: ${MARKS[0]}`]);
    line = '';
  });
});
