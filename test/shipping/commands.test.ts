import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createProgram } from '../../src/cli/program.js';
import { runHere } from '../cli/support/run.js';

const ROOT = path.join(__dirname, '../..');
const NAMES = createProgram().commands.map((command) => command.name());
/** The same commands as npm scripts, as a program of the checkout, and in the image. */
const CALL = new RegExp(
  `(?:npm run|npx order-transactions|node dist/cli/main\\.js) (${NAMES.join('|')})(?: --)? ([^\`\\n|&;#>]+)`,
  'g',
);
/** No server listens there: a valid command fails when it connects, before it changes anything. */
const NOWHERE = {
  DATABASE_URL: 'postgres://app@127.0.0.1:1/orders',
  JUNCTION_API_KEY: 'sk_us_x',
  JUNCTION_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}`,
  JUNCTION_BASE_URL: 'http://127.0.0.1:1',
};
const EXAMPLES: Readonly<Record<string, string>> = {
  TIME: '2026-03-01',
  UUID: 'b6944ab3-6a35-4d1f-a1b9-6f9a5a0a5d3f',
};

const texts = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'].concat(
  ['docs', 'examples', 'packages'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(md|ya?ml)$/.test(file) && !file.includes('node_modules'))
      .map((file) => path.join(folder, file)),
  ),
);

const calls = texts.flatMap((text) =>
  Array.from(
    readFileSync(path.join(ROOT, text), 'utf8').matchAll(CALL),
    ([, name = '', words = '']) => [text, `${name} ${words}`.trim()] as const,
  ),
);

test('the documentation calls commands with arguments', () => {
  expect(calls.length).toBeGreaterThan(8);
});

test.each(calls)('%s calls an existing command: %s', async (_, call) => {
  const words = call.split(/\s+/).map((word) => EXAMPLES[word] ?? word);
  const { code, stderr } = await runHere(words, NOWHERE);
  // 2 is a usage error. A command that requires no database succeeds.
  expect([0, 1]).toContain(code);
  expect(stderr).not.toContain('see --help');
});
