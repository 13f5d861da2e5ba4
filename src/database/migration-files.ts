import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { DatabaseStartError, reasonOf } from './start-error.js';

/** Next to `src` and to `dist`. */
export const MIGRATIONS_FOLDER = path.join(__dirname, '../../migrations');

const FILE_NAME = /^(?<timestamp>\d{13})-(?<name>[a-z0-9-]+(?:\.breaking)?)\.sql$/;
const SECTIONS = /^-- migrate:up$(?<up>.*)^-- migrate:down$(?<down>.*)/ms;
const NO_TRANSACTION = /^-- migrate:no-transaction$/m;
const END_OF_STATEMENT = /;$/m;
const BREAKING_NAME = /\.breaking-\d{13}$/;

/** A migration. Its name ends with its timestamp, as TypeORM requires, and is recorded in the database. */
export interface Migration {
  readonly name: string;
  readonly up: string;
  readonly down: string;
  /**
   * False for statements that Postgres rejects in a transaction, such as `CREATE INDEX CONCURRENTLY`. The statements of
   * such a migration run one by one, and each can be repeated, because those before a failed statement have been
   * applied.
   */
  readonly transaction: boolean;
}

/**
 * The migrations of a folder, oldest first: `1764000000000-create-mirror.sql`, in the format of dbmate. Releases older
 * than a `….breaking.sql` cannot work with its schema.
 *
 * @throws DatabaseStartError when a file does not have that format.
 */
export function readMigrations(folder: string): Migration[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file) => readMigration(folder, file));
}

/** Whether older releases cannot work with the schema after the recorded migration. */
export function isBreaking(name: string): boolean {
  return BREAKING_NAME.test(name);
}

function readMigration(folder: string, file: string): Migration {
  const named = FILE_NAME.exec(file)?.groups;
  const text = readFileSync(path.join(folder, file), 'utf8');
  const { up, down } = SECTIONS.exec(text)?.groups ?? {};
  if (!named || up === undefined || down === undefined) {
    throw new DatabaseStartError(
      `The migration ${file} needs a name like 1764000000000-create-mirror.sql ` +
        'and the sections "-- migrate:up" and "-- migrate:down".',
    );
  }
  const name = `${named.name}-${named.timestamp}`;
  return { name, up, down, transaction: !NO_TRANSACTION.test(text) };
}

/** The migration as TypeORM runs and records it. */
export function toTypeOrm({
  name,
  up,
  down,
  transaction,
}: Migration): new () => MigrationInterface {
  const run = async (runner: QueryRunner, section: string): Promise<void> => {
    try {
      for (const statement of transaction ? [section] : oneByOne(section)) {
        await runner.query(statement);
      }
    } catch (error) {
      throw new DatabaseStartError(`The migration ${name} failed: ${reasonOf(error)}`, {
        cause: error,
      });
    }
  };
  return class {
    readonly name = name;
    readonly transaction = transaction;
    up = (runner: QueryRunner) => run(runner, up);
    down = (runner: QueryRunner) => run(runner, down);
  };
}

/**
 * An index that is built concurrently waits for every open transaction, and no statement waits behind it: it needs no
 * time limit.
 */
function oneByOne(section: string): string[] {
  const statements = section.split(END_OF_STATEMENT).filter((text) => text.trim() !== '');
  return ['SET lock_timeout = 0', ...statements, 'RESET lock_timeout'];
}
