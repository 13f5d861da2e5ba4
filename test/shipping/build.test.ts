import { execFile } from 'node:child_process';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { stripVTControlCharacters } from 'node:util';
import os from 'node:os';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const PACKAGES = ['embedded-postgres', 'junction-sandbox'];
const TSCONFIGS = ['tsconfig.json', 'tsconfig.build.json', 'tsconfig.package.json'];

let folder: string;

/** A small project with the real build script, compiler settings and compiler. */
async function createProject(): Promise<void> {
  folder = await mkdtemp(path.join(os.tmpdir(), 'build-'));
  await cp(path.join(ROOT, 'scripts/build.mjs'), path.join(folder, 'scripts/build.mjs'));
  for (const name of TSCONFIGS) await cp(path.join(ROOT, name), path.join(folder, name));
  for (const name of PACKAGES) {
    await cp(
      path.join(ROOT, 'packages', name, 'tsconfig.json'),
      path.join(folder, 'packages', name, 'tsconfig.json'),
    );
    await write(`packages/${name}/src/index.ts`, 'export const one = 1;\n');
  }
  await write('src/main.ts', "export { two } from './two.js';\n");
  await write('src/two.ts', 'export const two = 2;\n');
}

async function installCompiler(): Promise<void> {
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
}

afterAll(() => rm(folder, { recursive: true }));

async function write(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
  await writeFile(path.join(folder, file), text);
}

function read(file: string): Promise<string> {
  return readFile(path.join(folder, file), 'utf8');
}

function build(...options: string[]): Promise<{ code: number; output: string }> {
  const words = [path.join(folder, 'scripts/build.mjs'), ...options];
  return new Promise((resolve) => {
    execFile(process.execPath, words, (error, stdout, stderr) => {
      resolve({
        code: error ? Number(error.code) : 0,
        output: stripVTControlCharacters(stdout + stderr),
      });
    });
  });
}

const buildIfChanged = () => build('--if-changed');
const COMPILED = { code: 0, output: expect.stringMatching(/^compiling…/) as string };
const UNCHANGED = { code: 0, output: '' };

describe('the build, without a compiler', () => {
  beforeAll(createProject);

  it('names the remedy', async () => {
    expect(await buildIfChanged()).toEqual({
      code: 1,
      output:
        'The service is not compiled, and the compiler is not installed: NODE_ENV=production or --omit=dev leaves it out. ' +
        'Run: npm ci --include=dev && npm run build\n',
    });
  });

  it('accepts the output that is there', async () => {
    await write('dist/main.js', '');
    expect(await buildIfChanged()).toEqual(UNCHANGED);
  });
});

describe('the build', () => {
  beforeAll(installCompiler);

  it('compiles only when the content of a source has changed', async () => {
    expect(await buildIfChanged()).toEqual(COMPILED);
    await utimes(path.join(folder, 'src/two.ts'), new Date(), new Date());
    expect(await buildIfChanged()).toEqual(UNCHANGED);

    await write('packages/junction-sandbox/src/index.ts', 'export const one = 11;\n');
    expect(await buildIfChanged()).toEqual(COMPILED);
    expect(await read('packages/junction-sandbox/dist/index.js')).toContain('11');
  }, 120_000);

  it('keeps the earlier output when the sources do not compile', async () => {
    await write('src/two.ts', 'export const two = ;\n');
    expect(await buildIfChanged()).toMatchObject({
      code: 1,
      output: expect.stringMatching(/error TS1109[^]*\nThe sources do not compile\.\n$/) as string,
    });
    expect(await read('dist/two.js')).toContain('2');
  }, 120_000);

  it('removes the output of a source that is gone, and its temporary folder', async () => {
    await rm(path.join(folder, 'src/two.ts'));
    await write('src/main.ts', 'export const one = 1;\n');
    expect(await build()).toEqual(UNCHANGED);
    await expect(read('dist/two.js')).rejects.toThrow('ENOENT');
    expect(await read('dist/main.js')).toContain('one');
    expect((await readdir(folder)).filter((name) => name.startsWith('dist'))).toEqual(['dist']);
  }, 120_000);
});
