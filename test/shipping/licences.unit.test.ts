import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describeLicences } from '../../scripts/licences/describe-licences.js';

function read(file: string): string {
  return readFileSync(path.join(__dirname, '../..', file), 'utf8');
}

test('docs/licences.md matches the lockfile; otherwise run `npm run licences`', () => {
  expect(read('docs/licences.md')).toBe(describeLicences(read('package-lock.json')));
});

test('only production dependencies are listed, each licence once', () => {
  const lockfile = JSON.stringify({
    packages: {
      '': { license: 'MIT' },
      'node_modules/b': { license: 'ISC' },
      'node_modules/a/node_modules/c': { license: 'ISC' },
      'node_modules/tool': { license: 'GPL-3.0', dev: true },
      'node_modules/silent': {},
      'node_modules/local': { link: true },
      'packages/local': { license: 'ISC', optionalDependencies: { binary: '1' } },
      'node_modules/binary': { license: 'ISC', optional: true },
    },
  });

  expect(describeLicences(lockfile)).toContain('\n\n- ISC: `b`, `c`\n- not stated: `silent`\n');
});
