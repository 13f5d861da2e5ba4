import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { DATABASE_FOLDER } from '../../src/database/embedded.js';
import { overhear, watchEmbedded } from './canary.js';
import { compiledProgram } from './programs.js';

/** The service as a process of its own, in a folder of its own. */
export interface ServiceProcess {
  readonly child: ChildProcess;
  /** All that it printed so far. */
  output(): string;
  /** Resolves when the output matches; rejects when the process ends before. */
  printed(pattern: RegExp): Promise<RegExpMatchArray>;
  /** The exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>;
}

/** @param commandLine of Node; it starts the service unless given */
export function startProcess(
  folder: string,
  variables: NodeJS.ProcessEnv,
  commandLine: readonly string[] = [compiledProgram('service')],
): ServiceProcess {
  const { NODE_ENV, ...inherited } = process.env;
  const child = spawn(process.execPath, commandLine, {
    cwd: folder,
    env: { ...inherited, ...variables },
  });
  let text = '';
  overhear('a process', () => text);
  if (variables.DATABASE_URL === undefined) watchEmbedded(path.join(folder, DATABASE_FOLDER));
  const listeners = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    text += chunk.toString();
    listeners.forEach((listener) => listener());
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));

  const printed = (pattern: RegExp) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const look = () => {
        const match = pattern.exec(text);
        if (match) resolve(match);
      };
      listeners.add(look);
      look();
      void exited.then(() => reject(new Error(`it ended without printing ${pattern}:\n${text}`)));
    });
  return { child, output: () => text, printed, exited };
}

/** Below the ports that systems give to outgoing connections, one of which could take it before a server does. */
const PORTS = { first: 10_000, count: 20_000 };

/** A port of 127.0.0.1 that is free now. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = PORTS.first + Math.floor(Math.random() * PORTS.count);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}
