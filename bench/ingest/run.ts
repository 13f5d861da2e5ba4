/** `npm run bench:ingest` measures the cost of ingestion, as ratios within one run. See docs/performance.md. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Pool } from 'pg';
import { startEmbeddedPostgres } from '@order-transactions/embedded-postgres';
import { migrate } from '../../src/database/migrate.js';
import { isEqual, replay } from '../../src/maintenance/replay.js';
import { startBuiltService, startProgram, stop, type StartedProcess } from '../service.js';
import { usageOf } from '../usage.js';
import type { LoadResult } from '../wrk.js';
import { eventBodies, type Shape } from './events.js';
import { baselineParameters, writeEvent } from './baseline.js';
import { deliveriesOf, drive, post, postAll } from './load.js';

const ROUNDS = Number(process.env.ROUNDS ?? 3);
/** Not counted: V8 still compiles functions after 20,000 events. */
const WARM_UP_ROUNDS = 4;
const SECONDS = Number(process.env.SECONDS ?? 5);
const CONNECTIONS = 64;
const BASELINE_CLIENTS = 32;
/** More than any contender can process. */
const EVENTS = 5_000 * SECONDS;
const BURST = 50_000;

interface Sample extends LoadResult {
  readonly perSecond: number;
  readonly walKilobytes: number;
  /** Microseconds of CPU time an event: of the contender, which the baseline does not have, and of Postgres. */
  readonly contenderCpu: number;
  readonly postgresCpu: number;
}
type Contender = 'baseline' | 'ours' | 'naive';

async function main(): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'order-transactions-bench-'));
  const postgres = await startEmbeddedPostgres({ folder });
  await migrate({ url: postgres.url });
  const pool = new Pool({ connectionString: postgres.url, max: BASELINE_CLIENTS });
  const postgresPid = Number.parseInt(
    await readFile(path.join(folder, 'data/postmaster.pid'), 'utf8'),
    10,
  );
  const ours = await startBuiltService(postgres.url);
  const naive = await startProgram('ingest/naive-server.ts', postgres.url);
  const sampleOf = (server: StartedProcess, bodies: readonly string[]) =>
    sample({ pool, postgresPid, contender: server.child.pid }, () =>
      post(server.url, deliveriesOf(bodies), { connections: CONNECTIONS, seconds: SECONDS }),
    );
  const runRound = async (shape: Shape): Promise<Record<Contender, Sample>> => {
    const bodies = () => eventBodies(shape, EVENTS);
    const baseline = await sample({ pool, postgresPid }, () => writeDirectly(pool, bodies()));
    const us = await sampleOf(ours, bodies());
    const equal = isEqual(await replay(postgres.url));
    if (!equal || us.failed > 0) throw new Error('ours lost an update or rejected an event');
    return { baseline, ours: us, naive: await sampleOf(naive, bodies()) };
  };
  try {
    for (let round = 0; round < WARM_UP_ROUNDS; round++) await runRound('distinct');
    for (const shape of ['distinct', 'hot'] as const) {
      const rounds: Record<Contender, Sample>[] = [];
      for (let round = 0; round < ROUNDS; round++) rounds.push(await runRound(shape));
      print(shape, rounds);
    }
    await burst(pool, ours);
  } finally {
    await Promise.all([stop(ours), stop(naive)]);
    await pool.end();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Replays the events of a whole day at once: memory must stay flat. */
async function burst(pool: Pool, { url, child }: StartedProcess): Promise<void> {
  await pool.query('TRUNCATE order_transaction, lab_order, order_event, webhook_inbox');
  const memory: number[] = [];
  const look = () => memory.push(usageOf(child.pid ?? 0).megabytes);
  for (let sent = 0; sent < BURST; sent += BURST / 10) {
    look();
    await postAll(url, deliveriesOf(eventBodies('distinct', BURST / 10)), CONNECTIONS);
  }
  look();
  const shown = memory.map((megabytes) => megabytes.toFixed(0)).join(' ');
  process.stdout.write(`\nburst of ${BURST}: resident memory in MB, at every tenth: ${shown}\n`);
}

function writeDirectly(pool: Pool, bodies: readonly string[]): Promise<LoadResult> {
  return drive(baselineParameters(bodies), BASELINE_CLIENTS, SECONDS, async (parameters) => {
    await writeEvent(pool, parameters);
    return true;
  });
}

interface Measured {
  readonly pool: Pool;
  readonly postgresPid: number;
  /** The process id of the contender; the baseline has none of its own. */
  readonly contender?: number | undefined;
}

/** Every run starts with empty tables, so it includes the cost of the first change of every page. */
async function sample(
  { pool, postgresPid, contender }: Measured,
  run: () => Promise<LoadResult>,
): Promise<Sample> {
  await pool.query('TRUNCATE order_transaction, lab_order, order_event, webhook_inbox');
  await pool.query('CHECKPOINT');
  const cpuNow = () => ({
    contender: contender === undefined ? NaN : usageOf(contender).cpuMicroseconds,
    postgres: usageOf(postgresPid, true).cpuMicroseconds,
  });
  const before = await walPosition(pool);
  const cpuBefore = cpuNow();
  const result = await run();
  const cpu = cpuNow();
  const bytes = (await walPosition(pool)) - before;
  return {
    ...result,
    perSecond: result.requests / result.seconds,
    walKilobytes: bytes / 1024 / result.requests,
    contenderCpu: (cpu.contender - cpuBefore.contender) / result.requests,
    postgresCpu: (cpu.postgres - cpuBefore.postgres) / result.requests,
  };
}

async function walPosition(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ position: number }>(
    `SELECT (pg_current_wal_lsn() - '0/0')::float8 AS position`,
  );
  return rows[0]?.position ?? 0;
}

function print(shape: Shape, rounds: readonly Record<Contender, Sample>[]): void {
  process.stdout.write(`\n${shape}\n`);
  for (const contender of ['baseline', 'ours', 'naive'] as const) {
    const of = (pick: (sample: Sample) => number) =>
      spread(rounds.map((it) => pick(it[contender])));
    process.stdout.write(
      `  ${contender.padEnd(8)} ${of((it) => it.perSecond)} events/s  p50 ${of((it) => it.p50)} ms  ` +
        `p99 ${of((it) => it.p99)} ms  CPU µs ${contender === 'baseline' ? '' : `${of((it) => it.contenderCpu)} + `}` +
        `${of((it) => it.postgresCpu)}  ` +
        `WAL ${of((it) => it.walKilobytes)} KB  ` +
        `rejected ${rounds.reduce((sum, it) => sum + it[contender].failed, 0)}\n`,
    );
  }
  const ratio = (other: Contender) =>
    spread(rounds.map((it) => it.ours.perSecond / it[other].perSecond));
  process.stdout.write(`  ours / baseline ${ratio('baseline')}   ours / naive ${ratio('naive')}\n`);
}

/** Median (smallest to largest). */
function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const text = (value: number | undefined) => (value ?? 0).toFixed((value ?? 0) < 20 ? 2 : 0);
  return `${text(sorted[Math.floor(sorted.length / 2)])} (${text(sorted[0])}–${text(sorted.at(-1))})`;
}

void main();
