import { Client } from 'pg';

/** The migrated, empty template database. */
export const TEMPLATE = 'order_transactions_test_template';

export function workerDatabase(worker: number | string): string {
  return `order_transactions_test_${worker}`;
}

/** The server that the run's setup selected. */
export function testServer(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url)
    throw new Error('there is no test server: run the tests with jest and its configuration');
  return url;
}

/** The URL of this worker's database, which is migrated and has empty tables when a test file starts. */
export function testDatabaseUrl(): string {
  return withDatabase(testServer(), workerDatabase(process.env.JEST_WORKER_ID ?? 1));
}

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = database;
  return changed.href;
}

/** Runs one statement on a separate connection. */
export async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
