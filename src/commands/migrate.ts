import { runCommand } from './run-command.js';

const HELP = `Usage: npm run migrate

Brings the database up to this release's migrations, as the service does when it starts. To be run before the instances
are replaced, e.g. as a job: it waits for others that migrate, and the running release goes on meanwhile.

Exit code 0: the database has all migrations. 1: it failed. 2: called wrongly.`;

void runCommand({
  help: HELP,
  run: ({ database: { migrated } }) => {
    for (const name of migrated) process.stdout.write(`done: ${name}\n`);
    process.stdout.write('The database has all migrations of this release.\n');
    return Promise.resolve(0);
  },
});
