/**
 * `npm run bench:maintenance` measures webhooks from 64 connections while 30,000 finished transactions with 300,000
 * messages are pruned, as a ratio to the same webhooks without pruning in the same run. See docs/performance.md.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@order-transactions/embedded-postgres';
import { Pool } from 'pg';
import { migrate } from '../../src/database/migrate.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { startBuiltService, stop } from '../service.js';
import { seedFinished } from './seed.js';
import { SteadyLoad, type PeriodResult } from './steady-load.js';

const TRANSACTIONS = Number(process.env.TRANSACTIONS ?? 30_000);
const BASELINE_MS = Number(process.env.SECONDS ?? 20) * 1000;
const CONNECTIONS = 64;

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'order-transactions-bench-'));
  const postgres = await startEmbeddedPostgres({ folder });
  try {
    await migrate({ url: postgres.url });
    const pool = new Pool({ connectionString: postgres.url });
    await seedFinished(pool, TRANSACTIONS);
    await pool.query('VACUUM ANALYZE');
    await pool.query('CHECKPOINT');
    await pool.end();

    const server = await startBuiltService(postgres.url);
    await measure(server.url, postgres.url).finally(() => stop(server));

    const equal = isEqual(await replay(postgres.url));
    process.stdout.write(`the mirror ${equal ? 'equals' : 'DIFFERS FROM'} its inbox\n`);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(url: string, databaseUrl: string): Promise<void> {
  const load = new SteadyLoad(url, CONNECTIONS);
  const during = async (work: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await work();
    return load.since(startedAt);
  };
  await pause(BASELINE_MS / 4);
  const before = await during(() => pause(BASELINE_MS));
  let report = '';
  const beside = await during(async () => {
    report = await prune(databaseUrl);
  });
  const after = await during(() => pause(BASELINE_MS));
  await load.stop();

  process.stdout.write(`${report}\n`);
  print('before', before);
  print('beside pruning', beside);
  print('after', after);
  const ratio = (2 * beside.p99) / (before.p99 + after.p99);
  process.stdout.write(`p99 beside pruning / without: ${ratio.toFixed(2)}\n`);
}

async function prune(databaseUrl: string): Promise<string> {
  const program = path.join(__dirname, 'prune.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, databaseUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return chunk.toString().trim();
}

function print(label: string, { perSecond, p50, p99, webhooks, rejected }: PeriodResult): void {
  process.stdout.write(
    `${label.padEnd(15)} ${perSecond.toFixed(0)} webhooks/s, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ` +
      `${rejected} of ${webhooks} rejected\n`,
  );
}

void main();
