import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { useFolder } from '../support/use-folder.js';

const ROOT = path.join(__dirname, '../..');
const TSX = require.resolve('tsx');
const execute = promisify(execFile);

const folder = useFolder({ lifetime: 'TEST' });

beforeEach(async () => {
  for (const file of ['package.json', 'package-lock.json']) {
    await cp(path.join(ROOT, file), path.join(folder.path, file));
  }
  for (const name of await readdir(path.join(ROOT, 'packages'))) {
    const manifest = path.join('packages', name, 'package.json');
    await mkdir(path.join(folder.path, path.dirname(manifest)), { recursive: true });
    await cp(path.join(ROOT, manifest), path.join(folder.path, manifest));
  }
  await mkdir(path.join(folder.path, '.changeset'));
  await write(
    'CHANGELOG.md',
    '# Changes\n\n## Unreleased\n\nWritten by hand.\n\n## 0.0.1\n\nOld.\n',
  );
  await git('init', '--quiet');
  await git('config', 'user.name', 'Release');
  await git('config', 'user.email', 'release@example.com');
  await commit();
});

function write(file: string, text: string): Promise<void> {
  return writeFile(path.join(folder.path, file), text);
}

function read(file: string): Promise<string> {
  return readFile(path.join(folder.path, file), 'utf8');
}

async function git(...words: string[]): Promise<string> {
  return (await execute('git', words, { cwd: folder.path })).stdout.trim();
}

async function commit(): Promise<void> {
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'test');
}

async function run(script: string, ...words: string[]): Promise<string> {
  const program = path.join(ROOT, 'scripts', script);
  const settings = { TSX_TSCONFIG_PATH: path.join(ROOT, 'tsconfig.json') };
  const { stdout } = await execute(process.execPath, ['--import', TSX, program, ...words], {
    cwd: folder.path,
    env: { ...process.env, ...settings },
  });
  return stdout;
}

async function versions(): Promise<Set<string>> {
  const lockfile = JSON.parse(await read('package-lock.json')) as {
    version: string;
    packages: Record<string, { version: string }>;
  };
  const folders = ['', 'packages/embedded-postgres', 'packages/junction-sandbox'];
  const manifests = await Promise.all(folders.map((it) => read(path.join(it, 'package.json'))));
  return new Set([
    lockfile.version,
    ...folders.map((it) => lockfile.packages[it]?.version ?? 'none'),
    ...manifests.map((text) => (JSON.parse(text) as { version: string }).version),
  ]);
}

it('turns changesets into a version, a changelog, a commit and a tag', async () => {
  await run('changeset.ts', 'patch', 'Answer in time.');
  await run('changeset.ts', 'minor', 'Serve the address.');
  await commit();

  expect(await run('release.ts')).toContain('v0.2.0 is tagged');
  expect(await versions()).toEqual(new Set(['0.2.0']));
  expect(await read('CHANGELOG.md')).toBe(
    [
      '# Changes\n\n## Unreleased',
      `## 0.2.0 (${new Date().toISOString().slice(0, 10)})`,
      'Written by hand.',
      '### Features\n\n- Serve the address.',
      '### Fixes\n\n- Answer in time.',
      '## 0.0.1\n\nOld.\n',
    ].join('\n\n'),
  );
  expect(await git('tag', '--points-at', 'HEAD')).toBe('v0.2.0');
  expect(await git('log', '-1', '--format=%s')).toBe('chore(release): 0.2.0');
  expect(await git('status', '--porcelain')).toBe('');
  await expect(run('release.ts')).rejects.toThrow('There is no changeset');
});

it('rejects a release of changes that are not committed', async () => {
  await run('changeset.ts', 'patch', 'Answer in time.');
  await expect(run('release.ts')).rejects.toThrow('The working tree has changes');
});

it('rejects a changeset without a type', async () => {
  await expect(run('changeset.ts', 'Answer in time.')).rejects.toThrow('Usage: npm run changeset');
});
