import { DESCRIPTIONS, type QueryName } from './queries.js';

/** The measurements of one contender in one round. */
export interface Sample {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** CPU time per request. */
  readonly serverMicroseconds: number;
  readonly postgresMicroseconds: number;
  /** Resident memory of the server at the end. */
  readonly megabytes: number;
}

/** The samples by contender name. */
export type Round = Readonly<Record<string, Sample>>;

/**
 * Formats a table in Markdown. Each figure is the median (smallest to largest). Ratios are computed within each
 * round.
 */
export function printTable(
  question: QueryName,
  contenders: readonly string[],
  rounds: readonly Round[],
): void {
  const lines = contenders.map((contender) => {
    const of = (pick: (sample: Sample) => number) =>
      spread(rounds.flatMap((round) => pickFrom(round[contender], pick)));
    const ratio = (pick: (sample: Sample) => number) =>
      spread(
        rounds.flatMap(({ [contender]: own, limit }) =>
          own && limit ? [pick(own) / pick(limit)] : [],
        ),
      );
    const cpu = (it: Sample) => it.serverMicroseconds + it.postgresMicroseconds;
    return [
      contender,
      of((it) => it.perSecond),
      `**${ratio((it) => it.perSecond)}**`,
      `${of((it) => it.p50)} / ${of((it) => it.p99)}`,
      of((it) => it.serverMicroseconds),
      of((it) => it.postgresMicroseconds),
      ratio(cpu),
      of((it) => it.megabytes),
    ];
  });
  const table = [HEAD, HEAD.map(() => '---'), ...lines];
  process.stdout.write(`\n### ${question}: ${DESCRIPTIONS[question]}\n\n`);
  process.stdout.write(table.map((cells) => `| ${cells.join(' | ')} |\n`).join(''));
}

const HEAD = [
  '',
  'requests/s',
  'ratio to the limit',
  'p50 / p99 ms',
  'server CPU µs',
  'Postgres CPU µs',
  'CPU to the limit',
  'RSS MB',
];

function pickFrom(sample: Sample | undefined, pick: (sample: Sample) => number): number[] {
  return sample ? [pick(sample)] : [];
}

/** The median (smallest–largest). */
export function spread(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const text = (value: number | undefined) => (value ?? NaN).toFixed((value ?? 0) < 20 ? 2 : 0);
  return `${text(sorted[Math.floor(sorted.length / 2)])} (${text(sorted[0])}–${text(sorted.at(-1))})`;
}
