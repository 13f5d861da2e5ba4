import path from 'node:path';

const ROOT = path.join(__dirname, '../..');

/** The programs that tests start as separate processes. */
export const SOURCES = {
  service: path.join(ROOT, 'src/main.ts'),
  cli: path.join(ROOT, 'src/cli/main.ts'),
  sandbox: path.join(ROOT, 'packages/junction-sandbox/src/cli.ts'),
  ingest: path.join(ROOT, 'test/support/ingest-process.ts'),
  jobOwner: path.join(ROOT, 'test/database/support/job-owner.ts'),
};

/** Where the compiled programs find the project's modules. */
export const CACHE = path.join(ROOT, 'node_modules/.cache');

/** A program that the setup of the run compiled to one file. It starts in half the time. */
export function compiledProgram(program: keyof typeof SOURCES): string {
  const folder = process.env.TEST_PROGRAMS;
  if (!folder)
    throw new Error('nothing is compiled: run the tests with jest and its configuration');
  return path.join(folder, `${program}.js`);
}
