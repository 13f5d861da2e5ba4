import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

it('the command prints the URL, and stops the server on a signal that npx repeats', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'embedded-postgres-cli-'));
  const cli = path.join(__dirname, '../src/cli.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', cli, '--folder', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const [url] = (await once(child.stdout, 'data')) as [Buffer];
  expect(url.toString()).toMatch(/^postgres:\/\/postgres:/);

  child.kill('SIGINT');
  await pause(50);
  child.kill('SIGINT');

  expect(await exited).toEqual([0, null]);
  expect(await readdir(path.join(folder, 'data'))).not.toContain('postmaster.pid');
  await rm(folder, { recursive: true });
});
