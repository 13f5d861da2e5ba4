import { existsSync } from 'node:fs';
import path from 'node:path';
import { Environment } from '../../src/config/environment.js';
import { anchorsOf, filesIn, matchesOf, pages, readText, ROOT } from '../support/documentation.js';

/** Names in capitals that other programs define. */
const FOREIGN_NAMES = [
  /^OTEL_/,
  // Codes of routers and composers in docs/federation.md and docs/clients.md.
  /^(FIELD|GATEWAY|INVALID|PERSISTED|SATISFIABILITY|SUBGRAPH|SUBREQUEST|VALIDATION)_/,
  // Variables of the shell and of Postgres' image in examples.
  /^(ADMIN_URL|POSTGRES_\w+)$/,
];

const namesInSources = new Set(
  ['src', 'test', 'schema', 'packages']
    .flatMap((folder) => filesIn(folder, /\.(ts|graphql)$/))
    .filter((file) => !file.endsWith('documentation.unit.test.ts'))
    .flatMap((file) => readText(file).match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? []),
);

describe.each(pages)('%s', (page) => {
  const text = readText(page);

  it('links to files and headings that exist', () => {
    const links = matchesOf(text, /\]\((?!https?:|mailto:)([^)\s]+)\)/g);
    const broken = links.filter((link) => {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? page : path.join(path.dirname(page), file);
      if (!existsSync(path.join(ROOT, target))) return true;
      return anchor !== undefined && !anchorsOf(readText(target)).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(readText('package.json')) as { scripts: object };
    const named = matchesOf(text, /npm run ([a-z][\w:-]*)/g);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('names files that exist', () => {
    const named = matchesOf(
      text,
      /`((?:src|test|schema|docs|examples|packages|bench|scripts|migrations)\/[\w./-]+)`/g,
    );
    expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
  });

  it('names settings, codes and constants that exist', () => {
    const named = matchesOf(text, /\b([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/g);
    const unknown = named.filter(
      (name) => !namesInSources.has(name) && !FOREIGN_NAMES.some((it) => it.test(name)),
    );
    expect(unknown).toEqual([]);
  });
});

/** `test/service/operations.test.ts` compares them with the metrics of a running service. */
const metrics = matchesOf(
  readText('docs/operations/README.md'),
  /^\| `(order_transactions_\w+)`/gm,
);

test.each(pages.filter((page) => page !== 'CHANGELOG.md'))(
  '%s names metrics that exist',
  (page) => {
    const named = readText(page).match(/\border_transactions_\w+/g) ?? [];
    expect(named.filter((name) => !metrics.includes(name))).toEqual([]);
  },
);

test('docs/README.md links to every page', () => {
  const index = readText('docs/README.md');
  const unlisted = filesIn('docs', /\.md$/)
    .map((page) => path.relative('docs', page))
    .filter((page) => page !== 'README.md' && !/^adr\/\d/.test(page))
    .filter((page) => !index.includes(`](${page})`));
  expect(unlisted).toEqual([]);
});

test('docs/settings.md lists every setting once, and no other', () => {
  const listed = matchesOf(readText('docs/settings.md'), /^\| `(\w+)`/gm);
  const settings = Object.keys(Environment.shape);
  expect(listed.sort()).toEqual(settings.sort());
});

test('docs/operations/README.md lists log messages that the service writes', () => {
  const [section = ''] = matchesOf(readText('docs/operations/README.md'), /^## Logs(.*?)^## /gms);
  const [messages = ''] = section.split(/^\| Field /m);
  const listed = matchesOf(messages, /^\| `([^`]+)`/gm).filter((name) => name !== 'msg');
  expect(listed.length).toBeGreaterThan(4);
  const sources = filesIn('src', /\.ts$/).map(readText).join('\n');
  expect(listed.filter((message) => !sources.includes(`'${message}'`))).toEqual([]);
});
