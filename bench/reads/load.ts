import { spawn, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';

export interface LoadResult {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly failed: number;
}

export interface Target {
  /** The URL without a path. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Posts bodies to `/graphql` over the given number of connections, in a separate process. */
export type Load = (
  target: Target,
  bodiesFile: string,
  connections: number,
  seconds: number,
) => Promise<LoadResult>;

/** Uses wrk where it is installed, because it leaves most of the CPU to the servers. Otherwise uses autocannon. */
export function findLoad(): { name: string; load: Load } {
  const found = spawnSync('wrk', ['-v']).error === undefined;
  return found ? { name: 'wrk', load: loadByWrk } : { name: 'autocannon', load: loadByAutocannon };
}

export async function writeBodies(file: string, bodies: readonly string[]): Promise<string> {
  await writeFile(file, bodies.join('\n'));
  return file;
}

const loadByWrk: Load = ({ url, headers }, bodiesFile, connections, seconds) => {
  const withHeaders = Object.entries(headers).flatMap(([name, value]) => [
    '-H',
    `${name}: ${value}`,
  ]);
  const script = path.join(__dirname, 'wrk.lua');
  const size = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout=30s'];
  return resultOf('wrk', [...size, '-s', script, ...withHeaders, url, '--', bodiesFile]);
};

const loadByAutocannon: Load = ({ url, headers }, bodiesFile, connections, seconds) => {
  const script = path.join(__dirname, 'peers/autocannon.mjs');
  const words = [url, String(connections), String(seconds), bodiesFile, JSON.stringify(headers)];
  return resultOf(process.execPath, [script, ...words]);
};

async function resultOf(program: string, words: readonly string[]): Promise<LoadResult> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  const json = output.trimEnd().split('\n').at(-1) ?? '';
  return JSON.parse(json) as LoadResult;
}
