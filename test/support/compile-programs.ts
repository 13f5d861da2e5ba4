import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { build, stop, type Plugin } from 'esbuild';
import { CACHE, SOURCES } from './programs.js';

/** Source files look for the schema, the migrations and the consoles next to their own folders. */
const ownFolders: Plugin = {
  name: 'own-folders',
  setup: (bundling) => {
    bundling.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const folder = `const __dirname = ${JSON.stringify(path.dirname(file))};`;
      const source = await readFile(file, 'utf8');
      // A line for the shell stays the first.
      return { loader: 'ts', contents: source.replace(/^(#!.*\n)?/, (line) => line + folder) };
    });
  },
};

/** @returns a new folder with the programs */
export async function compilePrograms(): Promise<string> {
  await mkdir(CACHE, { recursive: true });
  const folder = await mkdtemp(path.join(CACHE, 'test-programs-'));
  await build({
    entryPoints: SOURCES,
    outdir: folder,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: true,
    plugins: [ownFolders],
  });
  await stop();
  return folder;
}
