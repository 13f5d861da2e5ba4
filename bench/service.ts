import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SECRET } from '../test/support/deliveries.js';
import { freePort } from '../test/support/process.js';

export const ROOT = path.join(__dirname, '..');

export const ROUTER_SECRET = 'the secret of the router in the benchmark';

export interface StartedProcess {
  readonly child: ChildProcess;
  readonly url: string;
}

/**
 * Starts the built service as `npm start` does, in production. It reaches no Junction.
 *
 * @param root the folder of the project, or of another build of it
 */
export async function startBuiltService(
  databaseUrl: string,
  variables: NodeJS.ProcessEnv = {},
  root = ROOT,
): Promise<StartedProcess> {
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
  return { child, url };
}

/**
 * Starts a program of the benchmarks, which prints its URL when it is ready.
 *
 * @param file relative to the folder `bench`
 */
export async function startProgram(
  file: string,
  ...words: readonly string[]
): Promise<StartedProcess> {
  const child = run(['--import', 'tsx', path.join(__dirname, file), ...words], ROOT, {});
  return { child, url: await printed(child, /http:\/\/[\d.]+:\d+/) };
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

export async function stop({ child }: Pick<StartedProcess, 'child'>): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}
