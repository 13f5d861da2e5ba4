import type { Command } from 'commander';
import { isEqual, replay } from '../maintenance/replay.js';
import type { TableComparison } from '../store/write/rebuilt-mirror.js';
import { followProgress } from './progress.js';
import { addCommand, count, reporting, type Report } from './report.js';
import { withDatabase } from './with-database.js';

/** The limit of printed keys for each table. */
const MAX_KEYS_SHOWN = 20;

export function addReplay(program: Command): void {
  addCommand(
    program,
    'replay',
    'Rebuild the mirror from its inbox next to the live one, and compare them',
    {
      0: 'the mirrors are equal',
      1: 'they differ, or it failed',
    },
  )
    .addHelpText('after', '\nThe live tables are only read; the service may run at the same time.')
    .action(reporting(run));
}

function run(): Promise<Report> {
  return withDatabase(async ({ database }) => {
    const progress = followProgress('facts');
    const { facts, tables } = await replay(database.url, progress.show).finally(progress.stop);
    const equal = isEqual({ facts, tables });
    const differences = tables.map(differencesOf);
    return {
      json: { equal, facts, tables: differences },
      text: [
        `${count(facts, 'fact')} replayed`,
        ...differences.flatMap(describe),
        equal ? 'The mirror equals its inbox.' : 'The mirror differs from its inbox.',
        '',
      ].join('\n'),
      exitCode: equal ? 0 : 1,
    };
  });
}

interface Differences {
  readonly table: string;
  readonly rows: number;
  /** Keys of rows that only the replayed inbox has. */
  readonly missing: readonly string[];
  /** Keys of rows that both have, with different values. */
  readonly different: readonly string[];
  /** Keys of rows that only the mirror has. */
  readonly unexpected: readonly string[];
}

function differencesOf({ table, rows, missing, surplus }: TableComparison): Differences {
  const inInbox = new Set(missing);
  const inMirror = new Set(surplus);
  return {
    table,
    rows,
    missing: missing.filter((key) => !inMirror.has(key)),
    different: missing.filter((key) => inMirror.has(key)),
    unexpected: surplus.filter((key) => !inInbox.has(key)),
  };
}

function describe({ table, rows, ...keys }: Differences): string[] {
  const counts = Object.entries(keys).map(([kind, { length }]) => `${length} ${kind}`);
  return [
    `  ${table}: ${count(rows, 'row')} compared: ${counts.join(', ')}`,
    ...Object.entries(keys).flatMap(([kind, list]) =>
      list.slice(0, MAX_KEYS_SHOWN).map((key) => `    ${kind} ${key}`),
    ),
  ];
}
