import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@order-transactions/embedded-postgres';
import { Pool } from 'pg';
import { migrate } from '../../src/database/migrate.js';
import { startIssuer, type TestIssuer } from '../access/support/issuer.js';
import { startUpstream, type UpstreamServer } from '../junction/upstream-server.js';
import { post, SECRET, signedDelivery } from '../support/deliveries.js';
import { emptyTables } from '../support/empty-tables.js';
import { journeyNamed } from '../support/journeys.js';
import { withFreshIds } from '../support/messages.js';
import { freePort } from '../support/process.js';
import type { Attack, Verdict } from './attack.js';

const ROOT = path.join(__dirname, '../..');
export const ROUTER_SECRET = 'the secret of the router in the attacks';

export interface Answer {
  readonly status: number;
  readonly milliseconds: number;
  readonly body: unknown;
}

/**
 * The service under attack, with the interfaces that its callers, the sender of webhooks, Junction and an operator
 * use.
 */
export interface Target {
  readonly url: string;
  readonly pool: Pool;
  readonly junction: UpstreamServer;
  readonly issuer: TestIssuer;
  readonly isAlive: () => boolean;
  /** Reads the resident memory. */
  readonly megabytes: () => Promise<number>;
  readonly deliver: (body: string, id?: string) => Promise<Answer>;
  /** @param userId the caller; null for staff who may read everything */
  readonly query: (
    query: string,
    userId: string | null,
    variables?: Readonly<Record<string, unknown>>,
    signal?: AbortSignal,
  ) => Promise<Answer>;
  /** Delivers active transactions of one user. @returns their ids */
  readonly addTransactions: (userId: string, count: number) => Promise<string[]>;
}

export interface AttackStage {
  attack(attack: Attack): Promise<Verdict>;
  close(): Promise<void>;
}

export async function openStage(): Promise<AttackStage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'order-transactions-attack-'));
  const postgres = await startEmbeddedPostgres({ folder });
  await migrate({ url: postgres.url });
  const pool = new Pool({ connectionString: postgres.url, max: 4 });
  const issuer = await startIssuer();
  return {
    attack: async (attack) => {
      await emptyTables(pool);
      const junction = await startUpstream();
      const service = await startService(postgres.url, junction, issuer);
      try {
        return await attack.run(targetOf(service, { pool, junction, issuer }));
      } finally {
        await stop(service.child);
        await junction.close();
      }
    },
    close: async () => {
      await issuer.goAway();
      await pool.end();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface ServiceProcess {
  readonly child: ChildProcess;
  readonly url: string;
}

async function startService(
  databaseUrl: string,
  junction: UpstreamServer,
  issuer: TestIssuer,
): Promise<ServiceProcess> {
  const port = await freePort();
  const { jwksUrl, issuer: iss, audience } = issuer.settings;
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      LOG_LEVEL: 'fatal',
      PORT: String(port),
      HOST: '127.0.0.1',
      DATABASE_URL: databaseUrl,
      JUNCTION_BASE_URL: junction.baseUrl,
      JUNCTION_API_KEY: 'sk_us_attack',
      JUNCTION_WEBHOOK_SECRET: SECRET,
      ALLOW_INSECURE_TRANSPORT: 'JUNCTION_BASE_URL,AUTH_JWKS_URL',
      ROUTER_SECRET,
      AUTH_JWKS_URL: jwksUrl,
      AUTH_ISSUER: iss,
      AUTH_AUDIENCE: audience,
      RESULTS_STORE: 'off',
      RECONCILE_EVERY_MINUTES: '0',
      SHUTDOWN_GRACE_SECONDS: '0',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  while (child.exitCode === null) {
    const response = await fetch(`${url}/health/ready`).catch(() => null);
    if (response?.ok) return { child, url };
    await pause(100);
  }
  throw new Error('the service could not start');
}

function targetOf(
  { child, url }: ServiceProcess,
  parts: Pick<Target, 'pool' | 'junction' | 'issuer'>,
): Target {
  const deliver = (body: string, id?: string) =>
    timed(async () => {
      const { status, text } = await post(
        url,
        signedDelivery(body, id === undefined ? {} : { id }),
      );
      return { status, body: text };
    });
  return {
    ...parts,
    url,
    isAlive: () => child.exitCode === null,
    megabytes: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
    },
    deliver,
    query: async (query, userId, variables, signal) => {
      const claims = userId === null ? { scope: 'orders:read:all' } : { sub: userId };
      const token = await parts.issuer.sign(claims);
      return timed(async () => {
        const response = await fetch(`${url}/graphql`, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'router-authorization': ROUTER_SECRET,
            authorization: `Bearer ${token}`,
          },
          body: JSON.stringify({ query, variables }),
          signal: signal ?? null,
        });
        return { status: response.status, body: await response.json() };
      });
    },
    addTransactions: async (userId, count) => {
      const ids: string[] = [];
      for (let index = 0; index < count; index++) {
        const { webhooks } = withFreshIds(journeyNamed('a01-walkin-initial-completed'));
        const [webhook] = webhooks as { data: { order_transaction: { id: string } } }[];
        if (!webhook) throw new Error('the journey has no webhook');
        const body = JSON.stringify({ ...webhook, client_user_id: userId });
        const { status } = await deliver(body);
        if (status !== 200) throw new Error(`a webhook was answered with ${status}`);
        ids.push(webhook.data.order_transaction.id);
      }
      return ids;
    },
  };
}

async function timed(work: () => Promise<Omit<Answer, 'milliseconds'>>): Promise<Answer> {
  const startedAt = performance.now();
  const answer = await work();
  return { ...answer, milliseconds: Math.round(performance.now() - startedAt) };
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

/** The 99th percentile. */
export function p99(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b).at(Math.floor(values.length * 0.99)) ?? 0;
}

export function resultsOf(transactionId: string): string {
  return `{ orderTransaction(id: "${transactionId}") { combinedResults { status } } }`;
}

/** Whether an answer to {@link resultsOf} contains the results. */
export function hasResults({ body }: Answer): boolean {
  return JSON.stringify(body).includes('"combinedResults":{');
}
