import { inTransaction } from '../../src/database/transaction.js';
import { useTestDatabase } from '../support/use-database.js';

describe('times in the database', () => {
  const { dataSource, pool } = useTestDatabase();

  async function roundTrip(time: string): Promise<unknown> {
    const { rows } = await pool.query<{ time: unknown }>('SELECT $1::timestamptz AS time', [time]);
    return rows[0]?.time;
  }

  it.each([
    '2026-03-06T10:02:17.303831Z',
    '2026-03-06T10:02:17.303830Z',
    '2026-03-06T10:02:17.300000Z',
    '2026-03-06T10:02:17.000001Z',
    '2026-03-06T10:02:17.000000Z',
    '0001-01-01T00:00:00.000000Z',
    '9999-12-31T23:59:59.999999Z',
  ])('are returned as they were stored: %s', async (time) => {
    expect(await roundTrip(time)).toBe(time);
  });

  it('are returned in UTC, whatever their offset was', async () => {
    expect(await roundTrip('2026-03-06T12:02:17.303831+02:00')).toBe('2026-03-06T10:02:17.303831Z');
  });

  it.each(['Asia/Kolkata', 'America/St_Johns', 'Africa/Tunis'])(
    'are returned in UTC from a session in %s',
    async (zone) => {
      const rows = await inTransaction(pool, async (client) => {
        await client.query(`SET LOCAL TIME ZONE '${zone}'`);
        const text = "SELECT '2026-03-06T10:02:17.5Z'::timestamptz AS time";
        return (await client.query<{ time: string }>(text)).rows;
      });
      expect(rows).toEqual([{ time: '2026-03-06T10:02:17.500000Z' }]);
    },
  );

  it('are read the same way from prepared statements and from rows by position', async () => {
    const text = "SELECT '2026-03-06T10:02:17.5Z'::timestamptz";
    const { rows } = await pool.query<[string]>({ name: 'time', text, rowMode: 'array' });
    expect(rows).toEqual([['2026-03-06T10:02:17.500000Z']]);
  });

  it('are null where they are missing; calendar days stay text', async () => {
    const [row] = await dataSource.query<object[]>(
      "SELECT NULL::timestamptz AS none, '2026-03-06'::date AS day",
    );
    expect(row).toEqual({ none: null, day: '2026-03-06' });
  });
});
