import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stringify } from 'yaml';
import { freePort } from '../../support/process.js';

/** A router's program, and how its supergraph, configuration and port are passed to it. */
export interface RouterProgram {
  readonly binary: string;
  /** The default path of the graph. */
  readonly path: string;
  readonly commandLine: (files: RouterFiles) => readonly string[];
  readonly environment: (files: RouterFiles, port: number) => NodeJS.ProcessEnv;
}

interface RouterFiles {
  readonly supergraph: string;
  readonly configuration: string;
}

export interface RouterOptions {
  readonly supergraph: string;
  readonly configuration: object;
  readonly routerSecret: string;
}

export interface RouterProcess {
  readonly url: string;
  readonly close: () => Promise<void>;
}

const START_TIMEOUT_MS = 60_000;

/**
 * Starts a router in a separate process.
 *
 * @throws Error when its binary is missing, or when the router does not start
 */
export async function startRouter(
  program: RouterProgram,
  { supergraph, configuration, routerSecret }: RouterOptions,
): Promise<RouterProcess> {
  const binary = binaryOf(program);
  const folder = await mkdtemp(path.join(tmpdir(), 'order-transactions-router-'));
  const files = {
    supergraph: path.join(folder, 'supergraph.graphql'),
    configuration: path.join(folder, 'router.yaml'),
  };
  await writeFile(files.supergraph, supergraph);
  await writeFile(files.configuration, stringify(configuration));
  const port = await freePort();
  const child = spawn(binary, program.commandLine(files), {
    cwd: folder,
    env: { ...process.env, ROUTER_SECRET: routerSecret, ...program.environment(files, port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const append = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on('data', append);
  child.stderr.on('data', append);
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const close = async () => {
    child.kill('SIGKILL');
    await exited;
    await rm(folder, { recursive: true });
  };

  const url = `http://127.0.0.1:${port}${program.path}`;
  const hasStarted = await Promise.race([answers(url), exited.then(() => false)]);
  if (hasStarted) return { url, close };
  await close();
  throw new Error(`${program.binary} did not start:\n${output}`);
}

function binaryOf({ binary }: RouterProgram): string {
  const folder = process.env.ROUTERS_BIN;
  if (!folder) {
    throw new Error(
      `Set ROUTERS_BIN to the folder with the routers' binaries, of which this test needs ${binary}.`,
    );
  }
  const file = path.join(folder, binary);
  if (existsSync(file)) return file;
  throw new Error(`${file} does not exist. CONTRIBUTING.md shows how to build it.`);
}

async function answers(url: string): Promise<boolean> {
  const end = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < end) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    }).catch(() => null);
    if (response?.ok) return true;
    await pause(100);
  }
  return false;
}
