import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { DATABASE_FOLDER } from '../../src/database/embedded.js';
import { searchForMarks, watchEmbedded } from './canary.js';
import { compiledProgram } from './programs.js';

/** The service as a separate process with its own folder. */
export interface ServiceProcess {
  readonly child: ChildProcess;
  /** The whole output so far. */
  output(): string;
  /** Resolves when the output matches; rejects when the process exits first. */
  printed(pattern: RegExp): Promise<RegExpMatchArray>;
  /** The exit code; null when a signal ended the process. */
  readonly exited: Promise<number | null>;
}

/** @param commandLine the arguments of Node; by default, they start the service */
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
  searchForMarks('a process', () => text);
  if (variables.DATABASE_URL === undefined) watchEmbedded(path.join(folder, DATABASE_FOLDER));
  const listeners = new Set<() => void>();
  const collect = (chunk: Buffer) => {
    text += chunk.toString();
    listeners.forEach((listener) => listener());
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
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

/** Below the ephemeral ports, because an outgoing connection could use such a port before a server does. */
const PORTS = { first: 10_000, count: 20_000 };

/** A free port of 127.0.0.1. */
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
