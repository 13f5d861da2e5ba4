import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const SOURCES = path.join(__dirname, '../src');

/** The modules of `src` by layer, highest layer first. A module imports from lower layers only. */
const LAYERS = [
  ['cli'],
  ['main'],
  ['service'],
  ['operator'],
  ['graphql', 'maintenance'],
  ['webhooks'],
  ['sync'],
  ['results', 'collection-sites', 'documents'],
  ['ingest'],
  ['store'],
  ['orders'],
  ['access', 'http'],
  ['database', 'telemetry'],
  ['junction'],
  ['config'],
];

/** The module of a file: its folder, or `main` for `src/main.ts`. */
function moduleOf(file: string): string {
  const [first = ''] = path.relative(SOURCES, file).split(path.sep);
  return first.replace(/\.[jt]s$/, '');
}

function layerOf(module: string): number {
  const layer = LAYERS.findIndex((modules) => modules.includes(module));
  if (layer < 0) throw new Error(`src/${module} is in no layer: add it to the list`);
  return layer;
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /(?<!\.d)\.ts$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes(`${path.sep}node_modules${path.sep}`));
}

const files = sourcesIn(SOURCES);

function importsOf(file: string): string[] {
  const relative = readFileSync(file, 'utf8').matchAll(
    /(?:from|import|require)\s*\(?\s*'(\.[^']+)'/g,
  );
  return Array.from(relative, ([, target = '']) => path.resolve(path.dirname(file), target));
}

test('a module imports from lower layers only', () => {
  const upward = files.flatMap((file) => {
    const module = moduleOf(file);
    return importsOf(file)
      .map(moduleOf)
      .filter((target) => target !== module && layerOf(target) <= layerOf(module))
      .map((target) => `${path.relative(SOURCES, file)} imports ${target}`);
  });
  expect(upward).toEqual([]);
});

test('packages import nothing from src, and src loads them only when it needs them', () => {
  const packages = path.join(__dirname, '../packages');
  const outside = sourcesIn(packages).flatMap((file) =>
    importsOf(file)
      .filter((target) => target.startsWith(SOURCES))
      .map((target) => `${path.relative(packages, file)} imports ${target}`),
  );
  expect(outside).toEqual([]);

  const eager = sourcesIn(SOURCES).filter((file) =>
    /^import (?!type ).*'@order-transactions\//m.test(readFileSync(file, 'utf8')),
  );
  expect(eager).toEqual([]);
});

test('the reads of the store are imported by their index only', () => {
  const folder = path.join(SOURCES, 'store/read');
  const index = path.join(folder, 'index.js');
  const inner = sourcesIn(SOURCES)
    .filter((file) => !file.startsWith(`${folder}/`))
    .flatMap((file) =>
      importsOf(file)
        .filter((target) => target.startsWith(`${folder}/`) && target !== index)
        .map((target) => `${path.relative(SOURCES, file)} imports ${target}`),
    );
  expect(inner).toEqual([]);
});

test('statements that name a table are written by hand in the store only', () => {
  const text = new Map(
    files.map((file) => [path.relative(SOURCES, file), readFileSync(file, 'utf8')]),
  );
  const tables = [...text.values()].flatMap((source) =>
    Array.from(source.matchAll(/@Entity\('(\w+)'\)/g), ([, table = '']) => table),
  );
  const statement = new RegExp(`\\b(FROM|JOIN|INTO|UPDATE)\\s+(${tables.join('|')})\\b`);
  const outside = [...text].filter(([, source]) => statement.test(source)).map(([file]) => file);

  expect(tables).toContain('audit_entry');
  // A condition of a query builder, in a layer below the store.
  const allowed = 'access/read-audit.ts';
  expect(outside.filter((file) => !file.startsWith('store/') && file !== allowed)).toEqual([]);
});

test('tables that other modules own are read and written by repositories and query builders', () => {
  const owned =
    /\b(FROM|JOIN|INTO|UPDATE)\s+(audit_entry|lab_result|sync_progress|transaction_check|webhook_quarantine)\b/;
  const byHand = files.filter((file) => owned.test(readFileSync(file, 'utf8')));
  expect(byHand).toEqual([]);
});

test('imports are found at all', () => {
  expect(importsOf(path.join(SOURCES, 'service/http.ts')).map(moduleOf)).toContain('graphql');
});

test('the merge uses no database, no clock and no network', () => {
  const merge = [
    'mirror',
    'order-details',
    'order-record',
    'order-view',
    'transaction-record',
    'transaction-view',
    'ordering',
  ];
  for (const name of merge) {
    const text = readFileSync(path.join(SOURCES, 'orders', `${name}.ts`), 'utf8');
    expect(text).not.toMatch(/from '(pg|typeorm|node:)|Date\.now|new Date|Math\.random|\/store\//);
  }
});

test('pauses and caches use the monotone clock: the wall clock can be set back', () => {
  // These files compare their clock with times of other machines. Commands, which exit soon, may print the time for
  // people.
  const allowed = [
    'access/tokens.ts',
    'graphql/live/call-at.ts',
    'documents/document-route.ts',
    'graphql/request-reads.ts',
    'junction/retry-after.ts',
    'sync/reconcile.ts',
    'webhooks/receiver.ts',
  ];
  const users = files
    .filter((file) => !['commands', 'cli'].includes(moduleOf(file)))
    .filter((file) => /\bDate\.now\(/.test(readFileSync(file, 'utf8')))
    .map((file) => path.relative(SOURCES, file));
  expect(users.filter((file) => !allowed.includes(file))).toEqual([]);
});
