import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.join(__dirname, '../..');
const BUNDLER = path.join(ROOT, 'node_modules/vite/bin/vite.js');
const run = promisify(execFile);

/**
 * Bundles a console from its sources, as `npm run build` does.
 *
 * @param folder relative to the root of the project
 */
export async function bundleConsole(folder: string): Promise<void> {
  await run(process.execPath, [BUNDLER, 'build', '--logLevel', 'error'], {
    cwd: path.join(ROOT, folder),
  });
}
