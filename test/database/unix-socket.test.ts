import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { readConfig } from '../../src/config/config.js';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '@order-transactions/embedded-postgres';
import { openDatabase } from '../../src/database/open-database.js';
import { ask } from '../support/ask.js';
import { useFolder } from '../support/use-folder.js';

const folder = useFolder();
let postgres: EmbeddedPostgres;

beforeAll(async () => {
  // Postgres runs under another account when the tests run as root.
  await chmod(folder.path, 0o777);
  const options = { folder: path.join(folder.path, 'pg'), throwAway: true };
  const withoutSocket = await startEmbeddedPostgres(options);
  await ask(withoutSocket.url, `ALTER SYSTEM SET unix_socket_directories = '${folder.path}'`);
  await withoutSocket.stop();
  postgres = await startEmbeddedPostgres(options);
});
afterAll(async () => {
  await postgres.stop();
});

describe('a database behind a Unix socket', () => {
  it.each([
    [
      'user@/database?host=',
      (user: string, port: string) => `${user}@/postgres?host=${folder.path}&port=${port}`,
    ],
    [
      '%2F in the host',
      (user: string, port: string) => `${user}@${encodeURIComponent(folder.path)}:${port}/postgres`,
    ],
    [
      'localhost and host=',
      (user: string, port: string) => `${user}@localhost/postgres?host=${folder.path}&port=${port}`,
    ],
  ])('is used when the URL has %s', async (_, spell) => {
    const { username, password, port } = new URL(postgres.url);
    const DATABASE_URL = `postgres://${spell(`${username}:${password}`, port)}`;
    const { databaseUrl } = readConfig({ DATABASE_URL });
    const database = await openDatabase({ databaseUrl, entities: [] });
    const { rows } = await database.pool.query('SELECT inet_server_addr() AS address');
    await database.close();

    expect(rows).toEqual([{ address: null }]);
  });
});
