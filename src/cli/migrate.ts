import type { Command } from 'commander';
import { addCommand, reporting } from './report.js';
import { withDatabase } from './with-database.js';

export function addMigrate(program: Command): void {
  addCommand(program, 'migrate', 'Run the migrations of this release, as the service does at start')
    .addHelpText(
      'after',
      '\nRun it before the instances are replaced, for example as a job. It waits for other processes that migrate;\n' +
        'the running release continues to work.',
    )
    .action(
      reporting(() =>
        withDatabase(({ database: { migrated } }) =>
          Promise.resolve({
            json: { migrated },
            text: `${migrated.map((name) => `done: ${name}\n`).join('')}The database has all migrations of this release.\n`,
          }),
        ),
      ),
    );
}
