/**
 * `npm run bench:filters` measures the cost of filtered lists of transactions. See docs/performance.md, and `--
 * --help`.
 */
import { deepStrictEqual } from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '@order-transactions/embedded-postgres';
import { Pool } from 'pg';
import { GATEWAY } from '../../src/access/viewer.js';
import { createDataSource, poolOf } from '../../src/database/connections.js';
import { migrate } from '../../src/database/migrate.js';
import { entities } from '../../src/service/entities.js';
import { createMirrorReads, type MirrorReads } from '../../src/store/read/index.js';
import { mostRowsOf, scansOf } from '../../test/store/support/plans.js';
import { fillWithKinds } from './fill.js';
import { plainIds, planFor } from './statements.js';
import { COMBINATIONS, FILTERS, subjectOf, type Subject } from './subjects.js';

const HELP = `npm run bench:filters -- [--transactions N]

  The time of a page of 20 for each filter of the lists of transactions, alone and combined. It fails when a plan reads a
  table without an index or too many rows, or when a page differs from that of a plain WHERE.

  --transactions N   how many are in the store: 2,000,000 by default
  ROUNDS=100         pages of each filter and combination
`;

const ROUNDS = Number(process.env.ROUNDS ?? 100);
const MOST_ROWS = 10_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean' },
      transactions: { type: 'string', default: '2000000' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'order-transactions-bench-'));
  const postgres = await startEmbeddedPostgres({ folder });
  try {
    await migrate({ url: postgres.url });
    const transactions = Number(values.transactions);
    await fill(postgres.url, transactions);
    await measureAll(postgres.url, transactions);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function fill(url: string, transactions: number): Promise<void> {
  const pool = new Pool({ connectionString: url });
  try {
    await fillWithKinds(pool, transactions);
    const { rows } = await pool.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM
         (SELECT DISTINCT status, patient_action, has_redraw, is_critical, order_statuses FROM order_transaction) AS them`,
    );
    process.stdout.write(`${transactions} transactions of ${rows[0]?.count} combinations\n\n`);
  } finally {
    await pool.end();
  }
}

async function measureAll(url: string, transactions: number): Promise<void> {
  const dataSource = await createDataSource({ url, entities }).initialize();
  const pool = poolOf(dataSource);
  const mirror = createMirrorReads(pool);
  try {
    printRow(['p50 / p99 ms', ...Object.keys(COMBINATIONS)]);
    printRow(['---', ...Object.keys(COMBINATIONS).map(() => '---')]);
    for (const [name, filter] of Object.entries(FILTERS)) {
      const cells = [`\`${name}\``];
      for (const combine of Object.values(COMBINATIONS)) {
        const subjects = Array.from({ length: ROUNDS }, () =>
          subjectOf(filter, combine, Math.ceil(Math.random() * transactions), transactions),
        );
        await check(pool, mirror, subjects[0]);
        cells.push(await measure(mirror, subjects));
      }
      printRow(cells);
    }
  } finally {
    await dataSource.destroy();
  }
}

/** @throws when the plan or the page is wrong */
async function check(pool: Pool, mirror: MirrorReads, subject: Subject | undefined): Promise<void> {
  if (subject === undefined) return;
  const plan = await planFor(pool, subject);
  if (scansOf(plan).includes('Seq Scan') || mostRowsOf(plan) > MOST_ROWS)
    throw new Error(`not read from an index: ${JSON.stringify({ subject, plan })}`);
  deepStrictEqual(
    (await read(mirror, subject)).map(({ id }) => id),
    await plainIds(pool, subject),
  );
}

async function measure(mirror: MirrorReads, subjects: readonly Subject[]): Promise<string> {
  const times: number[] = [];
  for (const subject of subjects) {
    const startedAt = performance.now();
    await read(mirror, subject);
    times.push(performance.now() - startedAt);
  }
  times.sort((a, b) => a - b);
  const quantile = (share: number) => times[Math.floor(share * times.length)]?.toFixed(1) ?? '';
  return `${quantile(0.5)} / ${quantile(0.99)}`;
}

async function read(mirror: MirrorReads, { page, userId }: Subject) {
  if (userId === null) return mirror.listTransactions(GATEWAY, page, 'SUMMARY');
  const [rows = []] = await mirror.listTransactionsOfUsers(GATEWAY, [userId], page, 'SUMMARY');
  return rows;
}

function printRow(cells: readonly string[]): void {
  process.stdout.write(`| ${cells.join(' | ')} |\n`);
}

void main();
