import { Environment } from '../../src/config/environment.js';
import { OPERATION_LIMITS, REQUEST_LIMITS } from '../../src/graphql/limits/operation-limits.js';
import { readText } from '../support/documentation.js';

/** The cells of all rows of a page's tables. */
function rowsOf(page: string): string[][] {
  return readText(page)
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
}

/** A cell that contains only a number or one code span. */
function valueOf(cell: string): string | undefined {
  return /^(?:`(\w+)`|([\d,]+))$/.exec(cell)?.slice(1).find(Boolean)?.replace(/,/g, '');
}

const defaults = Environment.parse({}) as Record<string, unknown>;

test.each(['docs/settings.md', 'docs/limits.md'])(
  '%s states the defaults of the settings',
  (page) => {
    const stated = rowsOf(page).flatMap(([setting = '', value = '']) => {
      const name = /^`([A-Z_]+)`$/.exec(setting)?.[1] ?? '';
      const number = valueOf(value);
      return name in defaults && number !== undefined ? [[name, number]] : [];
    });
    expect(stated.length).toBeGreaterThan(3);
    // Other defaults depend on NODE_ENV, or are described in words.
    const fixed = stated.filter(([name = '']) => defaults[name] !== undefined);
    expect(fixed).toEqual(fixed.map(([name = '']) => [name, String(defaults[name])]));
  },
);

test('docs/limits.md states the limits of an operation', () => {
  const limits = rowsOf('docs/limits.md')
    .filter((cells) => cells.length === 3)
    .map(([, limit = '']) => limit)
    .slice(2, 13);
  const { depth, aliases, directives, repeats } = OPERATION_LIMITS;
  const { selections, representations, cost, values } = OPERATION_LIMITS;
  const { bodyBytes, tokens, nesting } = REQUEST_LIMITS;
  expect(limits.map((limit) => limit.replace(/,/g, ''))).toEqual([
    `${bodyBytes / 1024 / 1024} MiB`,
    ...[tokens, nesting, depth, aliases, directives, repeats].map(String),
    ...[selections, representations, cost, values].map(String),
  ]);
});
