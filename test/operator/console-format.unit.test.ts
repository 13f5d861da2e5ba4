import { readFileSync } from 'node:fs';
import path from 'node:path';
import { actionOf, markRecovered, rowsOf } from '../../console/format.js';

const SDL = path.join(__dirname, '../../schema/order-transaction.graphql');

describe('the console of the mirror', () => {
  it('has words of its own for every patient action', () => {
    const actions = /enum PatientAction \{([^}]+)\}/.exec(readFileSync(SDL, 'utf8'))?.[1] ?? '';
    const words = [...actions.replaceAll(/"[^"]*"/g, '').matchAll(/\b[A-Z_]{3,}\b/g)].map(
      ([it]) => it,
    );
    expect(words).toContain('RETURN_FOR_REDRAW');
    expect(new Set(words.map(actionOf)).size).toBe(words.length);
    expect(words.map(actionOf).join()).not.toContain('_');
  });

  it('shows each event in the lane of its order, and a day in its first row only', () => {
    const event = (createdAt: string | null, origin: string) => ({
      createdAt,
      status: 'REDRAW_AVAILABLE',
      order: { origin },
    });
    const rows = rowsOf([
      event('2026-03-02T10:00:00.000Z', 'INITIAL'),
      event('2026-03-02T10:30:00.000Z', 'REDRAW'),
      event(null, 'RECREATION'),
    ]);
    expect(rows.map(({ lane }) => lane)).toEqual(['initial', 'redraw', 'redraw']);
    expect(rows.map(({ text }) => /\b2\b/.test(text.replace(/\d\d:\d\d/, '')))).toEqual([
      true,
      false,
      false,
    ]);
    expect(rows.map(({ title }) => title)).toEqual(Array(3).fill('Redraw available'));
  });

  it('marks the results that only the redraw brought, by their LOINC code before their name', () => {
    const analyte = (name: string, loinc: string | null) => ({ name, loinc, slug: null });
    const marked = markRecovered(
      [analyte('A', '1-1'), analyte('B', '2-2'), analyte('C', null)],
      [analyte('another name of B', '2-2'), analyte('C', null)],
    );
    expect(marked.filter(({ isRecovered }) => isRecovered).map(({ name }) => name)).toEqual([
      'B',
      'C',
    ]);
  });
});
