import type { Command } from 'commander';
import { runJob } from '../database/jobs/run-job.js';
import { Ingester } from '../ingest/ingester.js';
import type { Instant } from '../junction/instant.js';
import { backfill } from '../sync/backfill.js';
import { createIntake } from '../sync/intake.js';
import { countsLine, failureLines } from './findings.js';
import { parsePastTime, UsageError } from './options.js';
import { followProgress } from './progress.js';
import { addCommand, reporting, type Report } from './report.js';
import { withDatabase } from './with-database.js';
import { printTakeover, withJunction } from './with-junction.js';

export function addBackfill(program: Command): void {
  addCommand(program, 'backfill', 'Load the orders that Junction updated since a time', {
    0: 'all orders are loaded',
    1: 'something failed: see the lines that begin with "failed"',
  })
    .option('--since <time>', 'required; for example 2025-01-01', parsePastTime)
    .addHelpText(
      'after',
      '\nOrders are loaded a day at a time, by the same merge as webhooks; the service may run at the same time.\n' +
        'After an interruption or a failure, the same command continues where it stopped.',
    )
    .action(reporting(run));
}

async function run({ since }: { since?: Instant }): Promise<Report> {
  if (since === undefined) throw new UsageError('--since is required');
  return withDatabase(({ config, database }) =>
    withJunction(config, async (client) => {
      const progress = followProgress('days');
      const { dataSource, pool } = database;
      const intake = createIntake(pool, new Ingester(pool));
      const findings = await runJob(
        database,
        'BACKFILL',
        (lock) => backfill({ dataSource, lock, client, intake, since, onProgress: progress.show }),
        { isSuccess: ({ failures }) => failures.length === 0, onTakeover: printTakeover },
      ).finally(progress.stop);
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
