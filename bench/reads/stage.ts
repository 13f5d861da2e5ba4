import { spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Pool } from 'pg';
import { startEmbeddedPostgres } from '@order-transactions/embedded-postgres';
import { migrate } from '../../src/database/migrate.js';
import { startIssuer } from '../../test/access/support/issuer.js';
import { ROOT, ROUTER_SECRET, startBuiltService, startProgram, stop } from '../service.js';
import type { Target } from './load.js';

const PEERS = path.join(__dirname, 'peers');

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
    limit: await started(startContender('reads/contenders/limit.ts', database)),
    typeorm: await started(startContender('reads/contenders/typeorm.ts', database)),
    mercurius: await started(startContender('reads/peers/mercurius.mjs', database)),
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

async function startContender(file: string, databaseUrl: string): Promise<Server> {
  const { child, url } = await startProgram(file, databaseUrl);
  return serverOf(child, url, {});
}

async function startService(
  databaseUrl: string,
  variables: NodeJS.ProcessEnv,
  headers: Readonly<Record<string, string>> = {},
  root = ROOT,
): Promise<Server> {
  const { child, url } = await startBuiltService(databaseUrl, variables, root);
  return serverOf(child, url, { 'router-authorization': ROUTER_SECRET, ...headers });
}

function serverOf(child: ChildProcess, url: string, headers: Target['headers']): Server {
  if (child.pid === undefined) throw new Error('a contender did not start');
  return { child, url, headers, pid: child.pid };
}

async function pidOfPostgres(folder: string): Promise<number> {
  return Number.parseInt(await readFile(path.join(folder, 'data/postmaster.pid'), 'utf8'), 10);
}
