import { instantOf } from '../../src/junction/instant.js';
import os from 'node:os';
import { readProgress } from '../../src/sync/progress.js';
import { DAY_MS, HOUR_MS } from '../../src/sync/window.js';
import { testDatabaseUrl } from '../support/test-server.js';
import { SECRET } from '../support/deliveries.js';
import { startProcess, type ServiceProcess } from '../support/process.js';
import { compiledProgram } from '../support/programs.js';
import { listing, ordersOf } from './support/healing.js';
import { useTestDatabase } from '../support/use-database.js';
import { useUpstream } from '../junction/use-junction.js';

const { dataSource, pool } = useTestDatabase('TEST');
const junction = useUpstream({ lifetime: 'TEST' });
const started: ServiceProcess[] = [];
afterEach(() => {
  for (const { child } of started.splice(0)) child.kill('SIGKILL');
});

/** Runs a command as operators do, in a separate process. */
function run(command: string, ...words: string[]): ServiceProcess {
  const variables = {
    DATABASE_URL: testDatabaseUrl(),
    JUNCTION_API_KEY: 'sk_us_test',
    JUNCTION_BASE_URL: junction.baseUrl,
    JUNCTION_WEBHOOK_SECRET: SECRET,
  };
  const running = startProcess(os.tmpdir(), variables, [compiledProgram('cli'), command, ...words]);
  started.push(running);
  return running;
}

/** Kills a process without a chance to clean up, as a machine failure does. */
async function kill({ child, exited }: ServiceProcess): Promise<void> {
  child.kill('SIGKILL');
  await exited;
  // Postgres ends the session as soon as it detects the closed connection.
  const locks = `SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE locktype = 'advisory' AND datname = current_database()`;
  while ((await pool.query(locks)).rowCount) await new Promise((next) => setTimeout(next, 10));
}

/** Answers the given number of requests, then none. @returns resolves when a request remains unanswered */
function stallAfter(answers: number, orders: readonly unknown[]): Promise<'stalled'> {
  const list = listing(() => orders);
  let left = answers;
  return new Promise((stalled) => {
    junction.answerWith((request, response) => {
      if (left-- > 0) list(request, response);
      else stalled('stalled');
    });
  });
}

/** The starts of the requested windows, each once, beginning with the given request. */
function windowsAskedFor(firstRequest = 0): string[] {
  const starts = junction.requests
    .slice(firstRequest)
    .map(({ url }) => new URL(url ?? '', junction.baseUrl).searchParams.get('updated_start_date'));
  return [...new Set(starts.filter((start) => start !== null))];
}

async function ordersHeld(): Promise<number> {
  return (await pool.query('SELECT 1 FROM lab_order')).rowCount ?? 0;
}

describe('a backfill that is killed', () => {
  it('continues in the next process, and loads everything', async () => {
    const since = instantOf(new Date(Date.now() - 5 * DAY_MS - HOUR_MS));
    const orders = ordersOf(3);
    const stalled = stallAfter(3, orders);

    const first = run('backfill', '--since', since);
    expect(await Promise.race([stalled, first.exited])).toBe('stalled');
    const reached = (await readProgress(dataSource.manager, 'BACKFILL'))?.reached;
    await kill(first);
    const askedBefore = junction.requests.length;

    junction.answerWith(listing(() => orders));
    const second = run('backfill', '--since', since);

    expect(await second.exited).toBe(0);
    expect(await first.exited).toBeNull();
    const all = windowsAskedFor();
    const again = windowsAskedFor(askedBefore);
    expect(all).toHaveLength(6);
    expect(again.length).toBeLessThan(all.length);
    expect(again).toEqual(all.slice(-again.length));
    expect(Date.parse(again[0] ?? '')).toBe(Date.parse(reached ?? '') - 300_000);
    expect(await ordersHeld()).toBe(3);
    expect(await readProgress(dataSource.manager, 'BACKFILL')).toBeNull();
  });
});

describe('two processes', () => {
  it('do not reconcile at once: the second fails, until the first ends or is killed', async () => {
    const stalled = stallAfter(0, []);
    const first = run('reconcile');
    expect(await Promise.race([stalled, first.exited])).toBe('stalled');
    const asked = junction.requests.length;

    const second = run('reconcile');
    expect(await second.exited).toBe(1);
    expect(second.output()).toMatch(
      new RegExp(`reconcile has been running in \\S+:${first.child.pid} for \\d+ s`),
    );
    expect(junction.requests).toHaveLength(asked);

    await kill(first);
    junction.answerWith(listing(() => ordersOf(2)));
    const third = run('reconcile');
    expect(await third.exited).toBe(0);
    expect(third.output()).toContain(`:${first.child.pid}, which was lost`);
    expect(await ordersHeld()).toBe(2);
  });
});
