import type { Command } from 'commander';
import { runJob } from '../database/jobs/run-job.js';
import { Ingester } from '../ingest/ingester.js';
import type { Instant } from '../junction/instant.js';
import { createIntake } from '../sync/intake.js';
import { findDrift, reconcile } from '../sync/reconcile.js';
import { countsLine, driftRows, driftTable, failureLines } from './findings.js';
import { parsePastTime } from './options.js';
import { addCommand, reporting, type Report } from './report.js';
import { withDatabase } from './with-database.js';
import { printTakeover, withJunction } from './with-junction.js';

interface Options {
  readonly since?: Instant;
  readonly check?: true;
}

export function addReconcile(program: Command): void {
  addCommand(program, 'reconcile', 'Find what webhooks missed, and repair the mirror', {
    0: 'done; with --check: no difference',
    1: 'something failed',
    3: '--check found differences',
  })
    .option(
      '--since <time>',
      'compare what was updated since then, for example 2026-03-01',
      parsePastTime,
    )
    .option('--check', 'change nothing: print how the mirror differs from Junction, row by row')
    .addHelpText(
      'after',
      '\nIt reads the orders that were updated since the last success (with an hour of overlap; the first time 7 days),\n' +
        'unfinished transactions that have been silent for a day, and orders that are only known from other orders.\n' +
        'The service does the same every RECONCILE_EVERY_MINUTES.',
    )
    .action(reporting((options: Options) => (options.check ? check(options) : repair(options))));
}

function repair({ since }: Options): Promise<Report> {
  return withDatabase(({ config, database }) =>
    withJunction(config, async (client) => {
      const { dataSource, pool } = database;
      const intake = createIntake(pool, new Ingester(pool));
      const findings = await runJob(
        database,
        'RECONCILE',
        (lock) => reconcile({ dataSource, lock, client, intake, since }),
        { isSuccess: ({ failures }) => failures.length === 0, onTakeover: printTakeover },
      );
      const { counts, failures } = findings;
      return {
        json: { counts, failures },
        text: countsLine(findings),
        problems: failureLines(findings),
        exitCode: failures.length > 0 ? 1 : 0,
      };
    }),
  );
}

function check({ since }: Options): Promise<Report> {
  return withDatabase(({ config, database }) =>
    withJunction(config, async (client) => {
      const findings = await findDrift({ dataSource: database.dataSource, client, since });
      const drift = driftRows(findings);
      const { counts, failures } = findings;
      return {
        json: { counts, drift, failures },
        text: driftTable(drift) + countsLine(findings),
        problems: failureLines(findings),
        exitCode: failures.length > 0 ? 1 : drift.length > 0 ? 3 : 0,
      };
    }),
  );
}
