#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { EmbeddedPostgresError } from './error.js';

const HELP = `Usage: embedded-postgres [--folder <folder>]

Starts a PostgreSQL server on 127.0.0.1, prints its URL, and runs until it is stopped.

  --folder <folder>   folder of the data, created when it is missing; default .data/pg`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { folder: { type: 'string', default: '.data/pg' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(`${HELP}\n`);
    return;
  }
  const postgres = await startEmbeddedPostgres({ folder: values.folder });
  const keepAlive = setInterval(() => undefined, 60_000);
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // npx repeats the signals of a terminal.
      if (isStopping) return;
      isStopping = true;
      clearInterval(keepAlive);
      void postgres.stop();
    });
  }
  // A program that reads the URL may stop the server at once.
  process.stdout.write(`${postgres.url}\n`);
}

main().catch((error: unknown) => {
  const message = error instanceof EmbeddedPostgresError ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
});
