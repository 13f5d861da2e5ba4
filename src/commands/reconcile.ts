import { Ingester } from '../ingest/ingester.js';
import type { Findings } from '../sync/findings.js';
import { createIntake } from '../sync/intake.js';
import { runJob } from '../database/jobs/run-job.js';
import { findDrift, reconcile } from '../sync/reconcile.js';
import { printTakeover, timeOption, withJunction } from './junction.js';
import { runCommand, type CommandInput } from './run-command.js';
import { countsLine, driftRows, driftTable, failureLines } from './show-findings.js';

const HELP = `Usage: npm run reconcile -- [--since <time>] [--check [--json]]

Finds what webhooks missed, and takes it into the mirror: orders that were updated since the last success (with an hour
of overlap; the first time 7 days), unfinished transactions that have been silent for a day, and orders that are only
known from others. The service does the same by itself, every RECONCILE_EVERY_MINUTES.

  --since <time>  read what was updated since then, e.g. 2026-03-01
  --check         change nothing: tell how the mirror differs from Junction, row by row
  --json          tell it as JSON

Exit code 0: done; with --check: no difference. 1: something failed. 2: called wrongly.
3: --check found differences.`;

void runCommand({
  help: HELP,
  options: {
    since: { type: 'string' },
    check: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  run: (input) => (input.options.check ? check(input) : heal(input)),
});

function heal({ config, database, options }: CommandInput): Promise<number> {
  const since = timeOption(options, 'since');
  return withJunction(config, async (client) => {
    const { dataSource, pool } = database;
    const intake = createIntake(pool, new Ingester(pool));
    const findings = await runJob(
      database,
      'RECONCILE',
      (lock) => reconcile({ dataSource, lock, client, intake, since }),
      { isSuccess: ({ failures }) => failures.length === 0, onTakeover: printTakeover },
    );
    process.stdout.write(countsLine(findings));
    return failed(findings) ? 1 : 0;
  });
}

function check({ config, database, options }: CommandInput): Promise<number> {
  const since = timeOption(options, 'since');
  return withJunction(config, async (client) => {
    const findings = await findDrift({ ...database, client, since });
    const drift = driftRows(findings);
    const { counts, failures } = findings;
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ counts, drift, failures }, null, 2)}\n`
        : driftTable(drift) + countsLine(findings),
    );
    if (failed(findings)) return 1;
    return drift.length > 0 ? 3 : 0;
  });
}

function failed(findings: Findings): boolean {
  process.stderr.write(failureLines(findings));
  return findings.failures.length > 0;
}
