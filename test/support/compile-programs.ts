import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { build, stop, type Plugin } from 'esbuild';
import { CACHE, SOURCES } from './programs.js';

/** Source files locate the schema, the migrations and the consoles relative to their own folders. */
const ownFolders: Plugin = {
  name: 'own-folders',
  setup: (bundling) => {
    bundling.onLoad({ filter: /\.ts$/ }, async ({ path: file }) => {
      const folder = `const __dirname = ${JSON.stringify(path.dirname(file))};`;
      const source = await readFile(file, 'utf8');
      // A shebang must remain the first line.
      return { loader: 'ts', contents: source.replace(/^(#!.*\n)?/, (line) => line + folder) };
    });
  },
};

/** @returns a new folder with the compiled programs */
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
