// Compiles the service and the workspace packages to `dist`, and bundles the consoles. With --if-changed, builds only
// when the sources differ from the ones that `dist` was compiled from. With --without-consoles, builds for the image,
// which contains no consoles and no bundler for this platform.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const DIST = path.join(ROOT, 'dist');
/** Identifies the content that `dist` was compiled from. */
const HASH_FILE = 'sources.sha256';
const COMPILER = path.join(ROOT, 'node_modules/typescript/bin/tsc');
const BUNDLER = path.join(ROOT, 'node_modules/vite/bin/vite.js');
const PACKAGES = ['packages/embedded-postgres', 'packages/junction-sandbox'];
/** The source folder and the output folder of each console. */
const CONSOLES = [
  { folder: 'packages/junction-sandbox/console', page: 'packages/junction-sandbox/dist/page' },
  { folder: 'packages/mirror-console', page: 'packages/mirror-console/dist' },
].filter(({ folder }) => existsSync(path.join(ROOT, folder, 'index.html')));
/** The files and folders that determine the output. */
const SOURCES = [
  'src',
  ...PACKAGES.flatMap((folder) => [`${folder}/src`, `${folder}/tsconfig.json`]),
  'packages/console-kit/src',
  'packages/console-kit/vite.mjs',
  ...CONSOLES.flatMap(({ folder }) =>
    ['src', 'index.html', 'vite.config.mjs'].map((name) => `${folder}/${name}`),
  ),
  'tsconfig.json',
  'tsconfig.browser.json',
  'tsconfig.build.json',
  'tsconfig.package.json',
  'package-lock.json',
];

/** A build failure with a message for the person who started the build. */
class BuildError extends Error {}

export function buildIfChanged() {
  const hash = hashOfSources();
  if (hash === hashOfDist()) return;
  if (existsSync(COMPILER)) {
    process.stderr.write('compiling… (only when the sources have changed)\n');
    // `npm run build` checks the types. Without the check, the output is the same in half the time.
    build(hash, ['--noCheck']);
  } else if (!existsSync(path.join(DIST, 'main.js'))) {
    throw new BuildError(
      'The service is not compiled, and the compiler is not installed: NODE_ENV=production or --omit=dev leaves it out. ' +
        'Run: npm ci --include=dev && npm run build',
    );
  }
}

function build(hash = hashOfSources(), options = []) {
  // The output is written next to `dist`, because a running process may still load from `dist`. When two builds run
  // at once, either result is valid.
  const temporary = `${DIST}-${process.pid}`;
  try {
    compile(['-b', ...PACKAGES, ...options]);
    compile(['-p', 'tsconfig.build.json', '--outDir', temporary, ...options]);
    if (!process.argv.includes('--without-consoles')) CONSOLES.forEach(bundle);
    writeFileSync(path.join(temporary, HASH_FILE), hash);
    replaceDist(temporary);
  } catch (error) {
    throw describe(error);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function compile(options) {
  execFileSync(process.execPath, [COMPILER, ...options], { cwd: ROOT, stdio: 'inherit' });
}

function bundle({ folder }) {
  const cwd = path.join(ROOT, folder);
  try {
    execFileSync(process.execPath, [BUNDLER, 'build', '--logLevel', 'warn'], {
      cwd,
      stdio: 'inherit',
    });
  } catch (error) {
    // Vite has printed the errors. Its bundler is an optional dependency for each platform.
    throw new BuildError(
      `${folder} was not bundled. If the bundler is missing, run: npm ci --include=dev --include=optional`,
      { cause: error },
    );
  }
}

function replaceDist(folder) {
  for (let attempt = 1; ; attempt++) {
    rmSync(DIST, { recursive: true, force: true });
    try {
      renameSync(folder, DIST);
      return;
    } catch (error) {
      // Another build was faster.
      if (error.code !== 'ENOTEMPTY' || attempt === 3) throw error;
    }
  }
}

function describe(error) {
  if (['EROFS', 'EACCES', 'EPERM'].includes(error.code)) {
    return new BuildError(
      `The folder ${ROOT} cannot be written (${error.code}): compile with a user that may write to it, with npm run build.`,
    );
  }
  // The compiler has printed the errors.
  return typeof error.status === 'number' ? new BuildError('The sources do not compile.') : error;
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesOf).sort()) {
    hash
      .update(`${path.relative(ROOT, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(name) {
  const folder = path.join(ROOT, name);
  if (!existsSync(folder)) return [];
  if (path.extname(name) !== '') return [folder];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** Null when a file that a start requires is missing. */
function hashOfDist() {
  const needed = [
    path.join(DIST, 'main.js'),
    ...PACKAGES.filter((folder) => existsSync(path.join(ROOT, folder, 'src'))).map((folder) =>
      path.join(ROOT, folder, 'dist/index.js'),
    ),
    ...CONSOLES.map(({ page }) => path.join(ROOT, page, 'index.html')),
  ];
  const file = path.join(DIST, HASH_FILE);
  return [file, ...needed].every((it) => existsSync(it)) ? readFileSync(file, 'utf8') : null;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    if (process.argv.includes('--if-changed')) buildIfChanged();
    else build();
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
