import { chmod, cp, lstat, mkdir, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { chooseAccount } from '../src/account.js';
import { findPrograms, packagedFolder } from '../src/binaries.js';
import { EmbeddedPostgresError } from '../src/error.js';
import { run } from '../src/run.js';

describe("the embedded Postgres' programs", () => {
  let home: string;
  /** Creates the npm package as an installation without install scripts leaves it: without links. */
  let packaged: string;

  beforeAll(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'programs-'));
    await chmod(home, 0o755);
    const copy = path.join(home, 'package');
    packaged = path.join(copy, 'native');
    await cp(path.dirname(packagedFolder()), copy, {
      recursive: true,
      filter: async (file) => !(await lstat(file)).isSymbolicLink(),
    });
  });
  afterAll(async () => {
    await chmod(path.join(packaged, 'lib'), 0o755);
    await rm(home, { recursive: true });
  });

  /** Makes the package inaccessible to other accounts, and its libraries read-only for this one. */
  async function closePackage(): Promise<void> {
    await rm(path.join(packaged, 'lib/libpq.so'), { force: true });
    await chmod(path.join(packaged, 'lib'), 0o555);
    await chmod(path.dirname(packaged), 0o700);
  }

  async function findRunnable(): Promise<string> {
    const account = await chooseAccount(path.join(home, 'data'));
    const programs = await findPrograms(account, { packaged, temporaryFolder: home });
    await run(path.join(programs, 'initdb'), ['--version'], { account, workingFolder: '/' });
    return programs;
  }

  it('run from where npm put them, without an install script', async () => {
    expect(await findRunnable()).toBe(path.join(packaged, 'bin'));
  });

  it('run from one copy where the project is closed', async () => {
    await closePackage();
    const programs = await findRunnable();
    expect(programs).not.toContain(packaged);
    expect(await findRunnable()).toBe(programs);
  });

  it('are not run from a copy that belongs to another account', async () => {
    await closePackage();
    const programs = await findRunnable();
    const stranger = { uid: 54321, gid: 54321 };
    const planted = path.join(
      home,
      path.basename(path.resolve(programs, '../..')).replace(/\d+$/, '54321'),
    );
    await mkdir(planted);
    await expect(findPrograms(stranger, { packaged, temporaryFolder: home })).rejects.toThrow(
      `${planted} belongs to another user: remove it.`,
    );
  });

  it('are named with the remedy when they are not installed', () => {
    expect(() => packagedFolder('plan9-mips')).toThrow(EmbeddedPostgresError);
    expect(() => packagedFolder('plan9-mips')).toThrow(
      /^No embedded Postgres is installed for plan9-mips: run npm ci/,
    );
  });
});
