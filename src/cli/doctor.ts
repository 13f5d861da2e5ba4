import type { Command } from 'commander';
import { runChecks } from './doctor/run-checks.js';
import type { Finding } from './doctor/finding.js';
import { addCommand } from './report.js';

export function addDoctor(program: Command): void {
  addCommand(program, 'doctor', 'Check everything that the service needs, and name the remedies', {
    0: 'everything is in order',
    1: 'something is wrong',
  })
    .addHelpText(
      'after',
      '\nIt uses the settings that the service would start with, and changes nothing. It checks\n' +
        '  settings     each one, and all together\n' +
        "  callers      the router's secret; whether the issuer's keys can be read\n" +
        '  Junction     the webhook secret; whether Junction answers and accepts the key\n' +
        '  database     version, privileges, migrations, indexes, whether encrypted rows can be read\n' +
        '  jobs         which process runs each, since when, and when each last succeeded\n' +
        '  pooler       whether DATABASE_DIRECT_URL bypasses it, and both lead to one database\n' +
        '  replicas     whether each is a standby of this database, and is not too far behind\n' +
        "  clock        against the database's and Junction's",
    )
    .action(({ json }: { json?: true }) => (json ? printJson() : printLines()));
}

async function printLines(): Promise<void> {
  for await (const finding of runChecks(process.env)) {
    process.stdout.write(line(finding));
    if (!finding.isOk) process.exitCode = 1;
  }
}

async function printJson(): Promise<void> {
  const findings: Finding[] = [];
  for await (const finding of runChecks(process.env)) findings.push(finding);
  const ok = findings.every(({ isOk }) => isOk);
  const checks = findings.map(({ subject, isOk, message }) => ({
    subject,
    ok: isOk,
    message,
  }));
  process.stdout.write(`${JSON.stringify({ ok, checks }, null, 2)}\n`);
  process.exitCode = ok ? 0 : 1;
}

function line({ subject, isOk, message }: Finding): string {
  return `${isOk ? 'ok  ' : 'FAIL'}  ${subject.padEnd(14)}  ${message}\n`;
}
