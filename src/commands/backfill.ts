import { Ingester } from '../ingest/ingester.js';
import { backfill } from '../sync/backfill.js';
import { createIntake } from '../sync/intake.js';
import { runJob } from '../database/jobs/run-job.js';
import { printTakeover, timeOption, withJunction } from './junction.js';
import { showProgress, type Progress } from './progress.js';
import { runCommand, UsageError } from './run-command.js';
import { countsLine, failureLines } from './show-findings.js';

const HELP = `Usage: npm run backfill -- --since <time>

Loads the orders that were updated since then, a day at a time, by the same merge as webhooks. The service may run
meanwhile. After an interruption or a failure, the same command goes on where it was.

  --since <time>  e.g. 2025-01-01

Exit code 0: all is loaded. 1: something failed, see the lines that begin with "failed". 2: called wrongly.`;

void runCommand({
  help: HELP,
  options: { since: { type: 'string' } },
  run: ({ config, database, options }) => {
    const since = timeOption(options, 'since');
    if (since === undefined) throw new UsageError('--since is needed.');
    return withJunction(config, async (client) => {
      let bar: Progress | undefined;
      const onProgress = (done: number, days: number) => {
        bar ??= showProgress('days', days);
        if (done > 0) bar.advance(1);
      };
      const { dataSource, pool } = database;
      const intake = createIntake(pool, new Ingester(pool));
      const findings = await runJob(
        database,
        'BACKFILL',
        (lock) => backfill({ dataSource, lock, client, intake, since, onProgress }),
        { isSuccess: ({ failures }) => failures.length === 0, onTakeover: printTakeover },
      ).finally(() => bar?.stop());
      process.stdout.write(countsLine(findings));
      process.stderr.write(failureLines(findings));
      return findings.failures.length > 0 ? 1 : 0;
    });
  },
});
