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

export interface LoadSize {
  readonly connections: number;
  readonly seconds: number;
}

/** A POST request. */
export interface PreparedRequest {
  readonly path: string;
  readonly headers?: Record<string, string>;
  /** JSON on one line. */
  readonly body: string;
}

/** Whether wrk is installed. It is preferred because it leaves most of the CPU to the servers. */
export const isWrkInstalled = spawnSync('wrk', ['-v']).error === undefined;

/** Writes a file of requests, one per line, see wrk.lua. */
export async function writeRequests(
  file: string,
  requests: readonly PreparedRequest[],
): Promise<string> {
  const lines = requests.map(({ path: target, headers = {}, body }) =>
    [target, ...linesOf(headers), body].join('\t'),
  );
  await writeFile(file, lines.join('\n'));
  return file;
}

/** Posts the requests of a file in turn, in a separate process. */
export function postByWrk(
  url: string,
  file: string,
  { connections, seconds }: LoadSize,
  headers: Readonly<Record<string, string>> = {},
): Promise<LoadResult> {
  const size = ['-t1', `-c${connections}`, `-d${seconds}s`, '--timeout=30s'];
  const script = ['-s', path.join(__dirname, 'wrk.lua')];
  const withHeaders = linesOf(headers).flatMap((line) => ['-H', line]);
  return resultOf('wrk', [...size, ...script, ...withHeaders, url, '--', file]);
}

/** Runs a program that prints its result as the last line. */
export async function resultOf(program: string, words: readonly string[]): Promise<LoadResult> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  const json = output.trimEnd().split('\n').at(-1) ?? '';
  return JSON.parse(json) as LoadResult;
}

function linesOf(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
}
