import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = path.join(__dirname, '../..');
const TEMPLATES = path.join(ROOT, '.github/ISSUE_TEMPLATE');

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

const texts = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...['docs', 'examples'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.md'))
      .map((file) => path.join(folder, file)),
  ),
];

test.each(texts)('%s links to files that there are', (text) => {
  const targets = Array.from(
    read(text).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g),
    ([, it = '']) => it,
  );
  const missing = targets.filter((it) => !existsSync(path.join(ROOT, path.dirname(text), it)));
  expect(missing).toEqual([]);
});

test.each(texts)('%s names scripts that there are', (text) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = Array.from(read(text).matchAll(/npm run ([a-z][\w:-]*)/g), ([, it = '']) => it);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test('the guide names files that there are', () => {
  const named = Array.from(
    read('CONTRIBUTING.md').matchAll(/`((?:src|test|schema|examples)\/[\w./-]+)`/g),
    ([, it = '']) => it,
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
});

test('the templates of issues are forms', () => {
  const Form = z.strictObject({
    name: z.string(),
    description: z.string(),
    labels: z.array(z.string()),
    body: z.array(
      z.looseObject({ type: z.enum(['markdown', 'textarea', 'input']), attributes: z.object({}) }),
    ),
  });
  const forms = readdirSync(TEMPLATES).filter((file) => file.endsWith('.yaml'));
  expect(forms).toEqual(['bug.yaml', 'feature.yaml']);
  for (const form of forms) {
    Form.parse(parse(readFileSync(path.join(TEMPLATES, form), 'utf8')));
  }
});
