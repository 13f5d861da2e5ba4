import { readFileSync } from 'node:fs';
import path from 'node:path';
import { buildSchema as buildGraphQLSchema, parse, validate } from 'graphql';
import { readConfig } from '../../src/config/config.js';

const ROOT = path.join(__dirname, '../..');
const README = read('README.md');
const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

function blocks(language: string): string[] {
  return Array.from(
    README.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms')),
    ([, block = '']) => block,
  );
}

const production = blocks('sh').find((block) => block.includes('NODE_ENV=production')) ?? '';
const exported = Object.fromEntries(
  Array.from(production.matchAll(/\b([A-Z_]+)='?([^\s']*)/g), ([, name = '', value = '']) => [
    name,
    value,
  ]),
);
const key = Buffer.alloc(32, 1).toString('base64');
/** The values that an operator substitutes for `…`. */
const filledIn: Readonly<Record<string, string>> = {
  DATABASE_URL: 'orders:secret@db.internal/orders',
  JUNCTION_API_KEY: 'x',
  JUNCTION_WEBHOOK_SECRET: key,
  ROUTER_SECRET: key,
  RESULTS_ENCRYPTION_KEY: key,
};

describe('the README', () => {
  it('has at most 120 lines', () => {
    expect(README.trimEnd().split('\n').length).toBeLessThanOrEqual(120);
  });

  it('starts with the two commands', () => {
    expect(blocks('sh').slice(0, 2)).toEqual(['npm ci && npm start\n', 'npm ci && npm test\n']);
  });

  it('shows a query of the schema', () => {
    const schema = buildGraphQLSchema(read('schema.api.graphql'));
    const [query = ''] = blocks('graphql');
    expect(validate(schema, parse(query))).toEqual([]);
  });

  it('runs in production with five lines, which install the compiler and set every required setting', () => {
    expect(production.trimEnd().split('\n')).toHaveLength(5);
    expect(production).toMatch(/^npm ci --include=dev && npm run build\n/);
    expect(production).toMatch(/\nnpm start\n$/);
    const settings = Object.entries(exported).map(([name, value]) => [
      name,
      value.replace('…', filledIn[name] ?? ''),
    ]);
    expect(readConfig(Object.fromEntries(settings) as Record<string, string>)).toMatchObject({
      production: true,
      results: { store: 'ON' },
    });
    for (const script of production.matchAll(/npm run (\S+)/g)) {
      expect(scripts).toHaveProperty(script[1] ?? '');
    }
  });
});
