#!/usr/bin/env node
import { CommanderError } from 'commander';
import { PlayError } from './cli/receiver.js';
import { createProgram } from './cli/program.js';
import { AlreadyPlayedError } from './already-played-error.js';
import { NotInProductionError } from './sandbox.js';

const FAILED = 1;
const USAGE_ERROR = 2;
/** Errors whose message is intended for the user of the terminal. */
const EXPECTED = [PlayError, AlreadyPlayedError, NotInProductionError];

// A reader such as `head` may close the pipe early.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

createProgram()
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = report(error);
  });

function report(error: unknown): number {
  if (!(error instanceof CommanderError)) {
    process.stderr.write(`${describe(error)}\n`);
    return error instanceof NotInProductionError ? USAGE_ERROR : FAILED;
  }
  if (error.exitCode === 0) return 0;
  const message = error.message.replaceAll(/\s*\n\s*/g, ' ').replace(/\.$/, '');
  process.stderr.write(`${message}; see --help\n`);
  return USAGE_ERROR;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (EXPECTED.some((type) => error instanceof type)) return error.message;
  const { code, port, path } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use: stop what listens there, or choose another with --port.`;
  if (path !== undefined)
    return `${path} cannot be used (${code}): choose a folder that this user may write to with --folder.`;
  return error.stack ?? error.message;
}
