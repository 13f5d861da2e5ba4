import { spawnSync } from 'node:child_process';
import {
  MIGRATIONS_FOLDER,
  readMigrations,
  type Migration,
} from '../../src/database/migration-files.js';

const SQUAWK = require.resolve('squawk-cli/js/bin/squawk');
/** The migrator sets a lock timeout for all migrations. A statement may take as long as a large table requires. */
const SET_BY_THE_MIGRATOR = 'require-lock-timeout,require-statement-timeout';

/** The rules that a migration breaks, according to the linter. */
function unsafeParts({ up, transaction }: Pick<Migration, 'up' | 'transaction'>): string[] {
  const options = ['--reporter', 'json', '--pg-version', '15.0', '--exclude', SET_BY_THE_MIGRATOR];
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [SQUAWK, ...options, ...(transaction ? ['--assume-in-transaction'] : [])],
    { input: up, encoding: 'utf8' },
  );
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as { rule_name: string }[]).map(({ rule_name }) => rule_name);
}

test.each(readMigrations(MIGRATIONS_FOLDER))(
  '$name can run while the service is running',
  (migration) => expect(unsafeParts(migration)).toEqual([]),
);

describe('an unsafe migration', () => {
  it.each([
    ['blocks writers while it builds an index', 'CREATE INDEX a_b ON a (b)'],
    ['rewrites a table', 'ALTER TABLE a ALTER COLUMN b TYPE bigint'],
    ['demands of old rows what they lack', 'ALTER TABLE a ADD COLUMN c int NOT NULL'],
    ['reads a whole table under a lock', 'ALTER TABLE a ALTER COLUMN b SET NOT NULL'],
    ['checks a whole table under a lock', 'ALTER TABLE a ADD CONSTRAINT c CHECK (b > 0)'],
    ['takes from the running release what it uses', 'ALTER TABLE a DROP COLUMN b'],
    ['renames what the running release uses', 'ALTER TABLE a RENAME COLUMN b TO c'],
  ])('is rejected when it %s', (_what, sql) => {
    expect(unsafeParts({ up: `${sql};`, transaction: true })).not.toEqual([]);
  });

  it('is rejected when it cannot be run again after it failed half-way', () => {
    const up = 'CREATE INDEX CONCURRENTLY a_b ON a (b);';
    expect(unsafeParts({ up, transaction: false })).toEqual(['prefer-robust-stmts']);
  });
});
