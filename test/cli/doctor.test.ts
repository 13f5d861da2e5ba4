import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { checkCallers } from '../../src/cli/doctor/callers.js';
import { checkDatabase } from '../../src/cli/doctor/database.js';
import { runChecks } from '../../src/cli/doctor/run-checks.js';
import type { Finding } from '../../src/cli/doctor/finding.js';
import { checkJunction } from '../../src/cli/doctor/junction.js';
import { readConfig } from '../../src/config/config.js';
import { migrate } from '../../src/database/migrate.js';
import { WEBHOOK_SECRET } from '../../src/service/local-junction.js';
import { json } from '../junction/upstream-server.js';
import { SECRET } from '../support/deliveries.js';
import { freePort, startProcess } from '../support/process.js';
import { compiledProgram } from '../support/programs.js';
import { useFolder } from '../support/use-folder.js';
import { useScratchDatabase, type ScratchDatabase } from '../support/use-scratch-database.js';
import { useUpstream } from '../junction/use-junction.js';

const ROUTER_SECRET = 'the secret of the router in these tests';
const KEY_SET = { keys: [{ kty: 'RSA', n: 'AQAB', e: 'AQAB' }] };
const RESULTS_KEY = randomBytes(32).toString('base64');

let databaseUrl = 'postgres://a@127.0.0.1/none';
const junction = useUpstream({ lifetime: 'TEST' });
const issuer = useUpstream({ lifetime: 'TEST' });

beforeEach(() => {
  junction.answerWith(json(200, { orders: [] }));
  issuer.answerWith(json(200, KEY_SET));
});

/** Provides each test of the `describe` block with an empty database. */
function useEmptyDatabase(): ScratchDatabase {
  const database = useScratchDatabase();
  beforeEach(() => (databaseUrl = database.url));
  return database;
}

function settings(): Record<string, string> {
  return {
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    JUNCTION_API_KEY: 'sk_us_the_key',
    JUNCTION_BASE_URL: junction.baseUrl,
    JUNCTION_WEBHOOK_SECRET: SECRET,
    ROUTER_SECRET,
    AUTH_JWKS_URL: `${issuer.baseUrl}/keys`,
    AUTH_ISSUER: issuer.baseUrl,
    AUTH_AUDIENCE: 'orders',
    RESULTS_ENCRYPTION_KEY: RESULTS_KEY,
  };
}

/** The failed checks, each as `subject: message`. */
async function failedChecks(findings: AsyncGenerator<Finding>): Promise<string[]> {
  const wrong: string[] = [];
  for await (const { subject, isOk, message } of findings) {
    if (!isOk) wrong.push(`${subject}: ${message}`);
  }
  return wrong;
}

function failedDatabaseChecks(changed: Record<string, string> = {}): Promise<string[]> {
  return failedChecks(checkDatabase(readConfig({ ...settings(), ...changed })));
}

function failedJunctionChecks(changed: Record<string, string> = {}): Promise<string[]> {
  const config = readConfig({ ...settings(), ...changed });
  return failedChecks(checkJunction(config.junction));
}

function failedCallerChecks(changed: Record<string, string> = {}): Promise<string[]> {
  return failedChecks(checkCallers(readConfig({ ...settings(), ...changed }).access));
}

describe('the command doctor', () => {
  useEmptyDatabase();
  const folder = useFolder({ lifetime: 'TEST' });

  async function run(variables: Record<string, string>, ...words: string[]) {
    const running = startProcess(folder.path, variables, [
      compiledProgram('cli'),
      'doctor',
      ...words,
    ]);
    return { exit: await running.exited, lines: running.output().trimEnd().split('\n') };
  }

  it('reports each part as working and repeats no secret', async () => {
    await migrate({ url: databaseUrl });
    const { exit, lines } = await run(settings());

    expect(lines.filter((line) => !line.startsWith('ok  '))).toEqual([]);
    expect(lines.map((line) => line.slice(6, 20).trim())).toEqual([
      'settings',
      'links',
      'router',
      'tokens',
      'webhook secret',
      'Junction',
      'clock',
      'database',
      'migrations',
      'indexes',
      'sealed rows',
      'clock',
      'jobs',
      'sessions',
    ]);
    expect(exit).toBe(0);
    for (const secret of ['the_key', SECRET, ROUTER_SECRET, RESULTS_KEY]) {
      expect(lines.join()).not.toContain(secret);
    }
  });

  it('fails when one check fails, and names the remedy', async () => {
    const [wrong, help] = await Promise.all([run(settings()), run({}, '--help')]);
    expect(wrong.lines.filter((line) => line.startsWith('FAIL'))).toEqual([
      expect.stringContaining('Run "npm run migrate".'),
    ]);
    expect([wrong.exit, help.exit]).toEqual([1, 0]);
    expect(help.lines[0]).toBe('Usage: order-transactions doctor [options]');
  });

  it('creates nothing where the service was never started', async () => {
    const { exit, lines } = await run({});
    expect(lines.at(-1)).toContain('the embedded Postgres that the first "npm start" creates');
    expect(exit).toBe(0);
    expect(await readdir(folder.path)).toEqual([]);
  });
});

test('warns in production that links to documents have no host', async () => {
  const warnings = async (changed: Record<string, string>) => {
    const findings: Finding[] = [];
    for await (const finding of runChecks({ ...settings(), ...changed })) {
      if (finding.subject === 'router') break;
      findings.push(finding);
    }
    return findings.filter(({ subject }) => subject === 'links');
  };

  expect(await warnings({})).toEqual([
    {
      subject: 'links',
      isOk: true,
      message: expect.stringMatching(/^warning: PUBLIC_URL is not/) as string,
    },
  ]);
  expect(await warnings({ PUBLIC_URL: 'https://labs.example/' })).toEqual([]);
});

test('reports each setting that is wrong', async () => {
  const changed = { JUNCTION_WEBHOOK_SECRET: '', AUTH_ISSUER: '' };
  expect(await failedChecks(runChecks({ ...settings(), ...changed }))).toEqual([
    'settings: JUNCTION_WEBHOOK_SECRET: expected, since JUNCTION_API_KEY is set',
    expect.stringMatching(/^settings: AUTH_ISSUER: expected, since others/),
  ]);
});

describe('the check of the database', () => {
  const database = useEmptyDatabase();

  it('reports that it cannot be reached', async () => {
    const [wrong] = await failedDatabaseChecks({ DATABASE_URL: 'postgres://a@127.0.0.1:1/none' });
    expect(wrong).toMatch(/^database: cannot be reached \(.*ECONNREFUSED.*\): check DATABASE_URL/);
  });

  it('reports that migrations are pending', async () => {
    await migrate({ url: databaseUrl });
    await database.pool.query("DELETE FROM migrations WHERE name LIKE 'create-mirror%'");
    expect(await failedDatabaseChecks()).toEqual([
      'migrations: pending: create-mirror-1764000000000. Run "npm run migrate".',
    ]);
  });

  it('reports that a newer release has changed the database', async () => {
    await migrate({ url: databaseUrl });
    await database.pool.query(
      "INSERT INTO migrations (timestamp, name) VALUES (1, 'gone.breaking-9999999999999')",
    );
    expect(await failedDatabaseChecks()).toEqual([
      'migrations: a newer release has changed the database so that this release cannot use it (gone.breaking-9999999999999): deploy that release.',
    ]);
  });

  it('reports that an index is not valid', async () => {
    await migrate({ url: databaseUrl });
    await database.pool.query(
      `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'lab_order_user_index'::regclass`,
    );
    expect(await failedDatabaseChecks()).toEqual([
      'indexes: not valid, so not used: lab_order_user_index. Run REINDEX INDEX CONCURRENTLY lab_order_user_index.',
    ]);
  });

  it('reports that no configured key opens the sealed rows', async () => {
    await migrate({ url: databaseUrl });
    await database.pool.query(
      `INSERT INTO lab_result VALUES ('ORDER', gen_random_uuid(), '1', 'another key', '')`,
    );
    const wrong =
      /^sealed rows: 1 do not open with RESULTS_ENCRYPTION_KEY: add the key .* behind the first/;
    expect(await failedDatabaseChecks()).toEqual([expect.stringMatching(wrong)]);
    expect(await failedDatabaseChecks({ RESULTS_ENCRYPTION_KEY: '' })).toEqual([
      expect.stringMatching(wrong),
    ]);
  });

  it('reports that a process was lost while it ran a job', async () => {
    await migrate({ url: databaseUrl });
    await database.pool.query(
      `INSERT INTO job_run (job, owner, started_at) VALUES ('BACKFILL', 'pod-7:12', now() - interval '90 s')`,
    );
    expect(await failedDatabaseChecks()).toEqual([
      expect.stringMatching(
        /^jobs: backfill has not succeeded yet, was lost by pod-7:12 since 9\d s\. Start an instance/,
      ),
    ]);
  });

  it.each([
    [`now() - interval '44 min'`, []],
    [
      `now() - interval '46 min'`,
      [expect.stringMatching(/^jobs: reconcile last succeeded at .*: overdue/)],
    ],
    ['NULL', [expect.stringMatching(/^jobs: reconcile has not succeeded yet: overdue/)]],
  ])(
    'reports that no reconcile succeeded for three intervals, if the last success was %s',
    async (at, wrong) => {
      await migrate({ url: databaseUrl });
      await database.pool.query(
        `INSERT INTO job_run (job, succeeded_at) VALUES ('RECONCILE', ${at})`,
      );
      expect(await failedDatabaseChecks()).toEqual(wrong);
      expect(await failedDatabaseChecks({ RECONCILE_EVERY_MINUTES: '0' })).toEqual([]);
    },
  );

  it('reports that it accepts no writes', async () => {
    await migrate({ url: databaseUrl });
    const name = new URL(databaseUrl).pathname.slice(1);
    await database.pool.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    expect(await failedDatabaseChecks()).toEqual([
      'database: is read-only: DATABASE_URL must name the primary.',
    ]);
  });
});

describe('the check of Junction', () => {
  it('reports that the key is rejected', async () => {
    junction.answerWith(json(401, { detail: 'Unauthorized' }));
    expect(await failedJunctionChecks()).toEqual([
      `Junction: ${junction.baseUrl} rejects the key (status 401): check JUNCTION_API_KEY, and that it belongs to this ` +
        'region (JUNCTION_ENVIRONMENT).',
    ]);
  });

  it('reports that no server answers', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    const [wrong] = await failedJunctionChecks({ JUNCTION_BASE_URL: nowhere });
    expect(wrong).toBe(
      `Junction: ${nowhere} does not answer (ECONNREFUSED): check JUNCTION_BASE_URL, and that this machine may reach it.`,
    );
  });

  it('reports that another server answers', async () => {
    junction.answerWith((_request, response) => response.end('<html>'));
    expect(await failedJunctionChecks()).toEqual([
      expect.stringMatching(
        /^Junction: .* sends no usable response \(.*\): check JUNCTION_BASE_URL/,
      ),
    ]);
  });

  it('reports that its clock differs from that of this machine', async () => {
    const date = new Date(Date.now() - 600_000).toUTCString();
    junction.answerWith(json(200, {}, { headers: { date } }));
    expect(await failedJunctionChecks()).toEqual([
      expect.stringMatching(/^clock: 60\d s ahead of Junction: let NTP set the clock/),
    ]);
  });
});

describe('the check of secrets that production rejects', () => {
  const weak = { ROUTER_SECRET: 'short', JUNCTION_WEBHOOK_SECRET: WEBHOOK_SECRET };

  it('fails in production', async () => {
    expect(await failedChecks(runChecks({ ...settings(), ...weak }))).toEqual([
      expect.stringMatching(/^settings: ROUTER_SECRET: .* Generate one: /),
      expect.stringMatching(/^settings: JUNCTION_WEBHOOK_SECRET: /),
    ]);
  });

  it('warns before production', async () => {
    const warnings: string[] = [];
    const findings = runChecks({ ...settings(), ...weak, NODE_ENV: 'development' });
    for await (const { subject, isOk, message } of findings) {
      if (subject === 'production') warnings.push(`${isOk} ${message}`);
    }
    expect(warnings).toEqual([
      expect.stringMatching(/^true will not start with these settings: ROUTER_SECRET/),
      expect.stringMatching(/^true will not start with these settings: JUNCTION_WEBHOOK_SECRET/),
    ]);
  });
});

describe('the check of the issuer', () => {
  it('reports that no server answers', async () => {
    const nowhere = `http://127.0.0.1:${await freePort()}`;
    expect(await failedCallerChecks({ AUTH_JWKS_URL: nowhere })).toEqual([
      expect.stringMatching(/^tokens: .* cannot be reached \(ECONNREFUSED\): check AUTH_JWKS_URL/),
    ]);
  });

  it.each([
    ['it has no such page', json(404, {}), /answers with status 404: check AUTH_JWKS_URL/],
    ['its page is another', json(200, { issuer: 'us' }), /returns no set of public keys/],
    ['its keys are secret ones', json(200, { keys: [{ kty: 'oct' }] }), /no set of public keys/],
  ])('reports that %s', async (_what, answer, wrong) => {
    issuer.answerWith(answer);
    expect(await failedCallerChecks()).toEqual([expect.stringMatching(wrong)]);
  });
});
