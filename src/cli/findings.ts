import type { Findings } from '../sync/findings.js';
import { differencesOf } from '../sync/served.js';

/** Fields whose values may be printed; for all others only the difference is reported. */
const SHOWN = new Set([
  'status',
  'transaction_id',
  'transaction_status',
  'parent_id',
  'origin',
  'events',
  'created_at',
  'updated_at',
]);

export interface DriftRow {
  readonly order: string;
  readonly field: string;
  readonly mirror: string;
  readonly junction: string;
}

/**
 * The differences between the mirror and Junction, one row for each field; one row for an order that the mirror lacks.
 */
export function driftRows(findings: Findings): DriftRow[] {
  return findings.differing.flatMap((comparison): DriftRow[] => {
    const { orderId: order, before, after } = comparison;
    if (before === null) {
      return [{ order, field: 'order', mirror: 'missing', junction: shown(after?.status) }];
    }
    return differencesOf(comparison).map(({ field, mirror, junction }) =>
      SHOWN.has(field)
        ? { order, field, mirror: shown(mirror), junction: shown(junction) }
        : { order, field, mirror: 'differs', junction: 'differs' },
    );
  });
}

/** Rows as a table with aligned columns. */
export function driftTable(rows: readonly DriftRow[]): string {
  if (rows.length === 0) return '';
  const columns = ['order', 'field', 'mirror', 'junction'] as const;
  const head = { order: 'order', field: 'field', mirror: 'mirror', junction: 'Junction' };
  const widths = columns.map((name) => Math.max(...[head, ...rows].map((row) => row[name].length)));
  const lines = [head, ...rows].map((row) =>
    columns
      .map((name, index) => row[name].padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** E.g. `found 12, created 1, …`. */
export function countsLine(findings: Findings): string {
  const counts = Object.entries(findings.counts).map(([name, count]) => `${name} ${count}`);
  return `${counts.join(', ')}\n`;
}

export function failureLines(findings: Findings): string {
  return findings.failures.map(({ subject, reason }) => `failed: ${subject}: ${reason}\n`).join('');
}

function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '-';
}
