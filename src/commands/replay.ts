import { isEqual, replay, type TableComparison } from '../maintenance/replay.js';
import { followProgress } from './progress.js';
import { runCommand } from './run-command.js';

const HELP = `Usage: npm run replay

Rebuilds the mirror from the inbox, beside the live one, and says whether the two are equal, row by row.
The live tables are only read; the service may go on.

Exit code 0: equal. 1: they differ, or it failed. 2: called wrongly.`;

const SHOWN = 20;

void runCommand({
  help: HELP,
  run: async ({ database }) => {
    const progress = followProgress('facts');
    const report = await replay(database.url, progress.show);
    progress.stop();
    process.stdout.write(`${report.facts} facts replayed\n`);
    for (const table of report.tables) process.stdout.write(describe(table));
    const equal = isEqual(report);
    process.stdout.write(
      equal ? 'The mirror equals its inbox.\n' : 'The mirror differs from its inbox.\n',
    );
    return equal ? 0 : 1;
  },
});

function describe({ table, rows, missing, surplus }: TableComparison): string {
  const list = (label: string, keys: readonly string[]) =>
    keys
      .slice(0, SHOWN)
      .map((key) => `    ${label} ${key}\n`)
      .join('');
  return (
    `  ${table}: ${rows} rows, ${missing.length} missing or other, ${surplus.length} surplus or other\n` +
    list('missing', missing) +
    list('surplus', surplus)
  );
}
