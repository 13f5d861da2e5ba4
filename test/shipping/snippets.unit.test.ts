import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');

interface Snippet {
  readonly page: string;
  readonly file: string;
  readonly text: string;
}

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

const pages = ['README.md', ...readdirSync(path.join(ROOT, 'docs')).map((name) => `docs/${name}`)];
/** Code blocks in the documentation whose title is a tested file: ```ts title="examples/client/client.ts" */
const snippets = pages
  .filter((page) => page.endsWith('.md'))
  .flatMap((page) =>
    Array.from(
      read(page).matchAll(/^( *)```\w+ title="(.+?)"\n(.*?)^\1```/gms),
      ([, , file = '', text = '']): Snippet => ({ page, file, text }),
    ),
  );

/** Ignores indentation and line breaks, which differ between a page and a file. */
function words(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

test.each(snippets)('$page shows the code of $file', ({ file, text }) => {
  expect(words(text)).not.toBe('');
  expect(words(read(file))).toContain(words(text));
});

test.each(['docs/clients.md', 'docs/federation.md'])('%s shows tested code', (page) => {
  expect(snippets.map((snippet) => snippet.page)).toContain(page);
});
