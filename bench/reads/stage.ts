import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'pg';
import { startEmbeddedPostgres } from '@order-transactions/embedded-postgres';
import { migrate } from '../../src/database/migrate.js';
import { startIssuer } from '../../test/access/support/issuer.js';
import { SECRET } from '../../test/support/deliveries.js';
import { freePort } from '../../test/support/process.js';
import type { Target } from './load.js';

const ROOT = path.join(__dirname, '../..');
const PEERS = path.join(__dirname, 'peers');
const ROUTER_SECRET = 'the secret of the router in the benchmark';

export interface Server extends Target {
  readonly child: ChildProcess;
  readonly pid: number;
}

/** The contenders over one Postgres, each in its own process. */
export interface Stage {
  readonly folder: string;
  readonly pool: Pool;
  readonly postgresPid: number;
  readonly limit: Server;
  /** The service as in production: it requires the router's secret. */
  readonly ours: Server;
  /** Another build of the service, to compare with. */
  readonly before: Server | null;
  /** The service, for requests with an entity that fails. */
  readonly failing: Server;
  /** The service, for operations that graphql-js executes. */
  readonly graphqlJs: Server;
  /** The service, for requests with the token of a member of staff who may read everything. */
  readonly oursWithTokens: Server;
  readonly mercurius: Server;
  readonly typeorm: Server;
  close(): Promise<void>;
}

/**
 * Parts stop in the reverse order of their start, also when one of them fails to start.
 *
 * @param before the folder of another build of the service
 */
export async function openStage(before: string | null = null): Promise<Stage> {
  installPeers();
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const stage = await assemble((closer) => closers.push(closer), before);
    return { ...stage, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function assemble(
  onClose: (closer: () => Promise<unknown>) => void,
  before: string | null,
): Promise<Omit<Stage, 'close'>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'order-transactions-bench-'));
  onClose(() => rm(folder, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({ folder });
  onClose(() => postgres.stop());
  const { url: database } = postgres;
  await migrate({ url: database });
  const pool = new Pool({ connectionString: database, max: 2 });
  onClose(() => pool.end());
  const issuer = await startIssuer();
  onClose(() => issuer.goAway());
  const token = await issuer.sign({ sub: 'staff', scope: 'orders:read:all', exp: 4_000_000_000 });
  const { jwksUrl, issuer: iss, audience } = issuer.settings;

  const started = async (starting: Promise<Server>): Promise<Server> => {
    const server = await starting;
    onClose(() => stop(server));
    return server;
  };
  return {
    folder,
    pool,
    postgresPid: await pidOfPostgres(folder),
    limit: await started(startContender('contenders/limit.ts', database)),
    typeorm: await started(startContender('contenders/typeorm.ts', database)),
    mercurius: await started(startContender('peers/mercurius.mjs', database)),
    ours: await started(startService(database, {})),
    before: before === null ? null : await started(startService(database, {}, {}, before)),
    failing: await started(startService(database, {})),
    graphqlJs: await started(startService(database, {})),
    oursWithTokens: await started(
      startService(
        database,
        { AUTH_JWKS_URL: jwksUrl, AUTH_ISSUER: iss, AUTH_AUDIENCE: audience },
        { authorization: `Bearer ${token}` },
      ),
    ),
  };
}

function installPeers(): void {
  if (existsSync(path.join(PEERS, 'node_modules'))) return;
  const { status } = spawnSync('npm', ['ci', '--silent'], { cwd: PEERS, stdio: 'inherit' });
  if (status !== 0) throw new Error('the peers could not be installed');
}

/** Starts a program that prints its URL when it is ready. */
async function startContender(file: string, databaseUrl: string): Promise<Server> {
  const child = run(['--import', 'tsx', path.join(__dirname, file), databaseUrl], ROOT, {});
  const url = await printed(child, /http:\/\/[\d.]+:\d+/);
  return serverOf(child, url, {});
}

async function startService(
  databaseUrl: string,
  variables: NodeJS.ProcessEnv,
  headers: Readonly<Record<string, string>> = {},
  root = ROOT,
): Promise<Server> {
  const port = await freePort();
  const child = run(await wordsOfStart(root), root, {
    NODE_ENV: 'production',
    PORT: String(port),
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    // No server listens on this port, so no call reaches a Junction.
    JUNCTION_BASE_URL: 'http://127.0.0.1:1',
    JUNCTION_API_KEY: 'sk_us_bench',
    JUNCTION_WEBHOOK_SECRET: SECRET,
    ROUTER_SECRET,
    RECONCILE_EVERY_MINUTES: '0',
    ...variables,
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(child, url);
  return serverOf(child, url, { 'router-authorization': ROUTER_SECRET, ...headers });
}

/** Reads the arguments that `npm start` passes to Node. */
async function wordsOfStart(root: string): Promise<string[]> {
  const text = await readFile(path.join(root, 'package.json'), 'utf8');
  const { scripts } = JSON.parse(text) as { readonly scripts: { readonly start: string } };
  return (scripts.start.split(/ && (?:exec )?node /).at(-1) ?? '').split(' ');
}

function run(words: readonly string[], cwd: string, variables: NodeJS.ProcessEnv): ChildProcess {
  return spawn(process.execPath, words, {
    cwd,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const match = pattern.exec(text);
      if (match) resolve(match[0]);
    });
    child.once('exit', () => reject(new Error(`a contender exited: ${text}`)));
  });
}

async function untilReady(child: ChildProcess, url: string): Promise<void> {
  child.stdout?.resume();
  while (child.exitCode === null) {
    const response = await fetch(`${url}/health/ready`).catch(() => null);
    if (response?.ok) return;
    await pause(100);
  }
  throw new Error('the service could not start');
}

function serverOf(child: ChildProcess, url: string, headers: Target['headers']): Server {
  if (child.pid === undefined) throw new Error('a contender did not start');
  return { child, url, headers, pid: child.pid };
}

async function stop({ child }: Server): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

async function pidOfPostgres(folder: string): Promise<number> {
  return Number.parseInt(await readFile(path.join(folder, 'data/postmaster.pid'), 'utf8'), 10);
}
