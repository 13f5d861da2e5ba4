import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { DEFAULTS } from '@order-transactions/junction-sandbox';
import { API_KEY, SANDBOX_FOLDER, WEBHOOK_SECRET } from '../../src/service/local-junction.js';
import {
  startReceiver,
  type Receiver,
} from '../../packages/junction-sandbox/test/support/receiver.js';

const ROOT = path.join(__dirname, '../..');
const run = promisify(execFile);

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

let folder: string;
let receiver: Receiver;
let packed: Packed;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'workspaces-'));
  receiver = await startReceiver(DEFAULTS.webhookSecret);
  packed = await pack('junction-sandbox');
}, 120_000);
afterAll(async () => {
  await receiver.close();
  await rm(folder, { recursive: true });
});

async function pack(workspace: string): Promise<Packed> {
  const options = ['--json', '--workspace', `packages/${workspace}`, '--pack-destination', folder];
  const { stdout } = await run('npm', ['pack', '--silent', ...options], { cwd: ROOT });
  const [result] = JSON.parse(stdout) as Packed[];
  if (!result) throw new Error('npm packed nothing');
  return result;
}

describe('the packed sandbox', () => {
  it('contains its programs, its console and its README only', () => {
    const places = new Set(packed.files.map((file) => file.path.split('/')[0]));
    expect([...places].sort()).toEqual(['README.md', 'dist', 'package.json']);
    expect(packed.files.map((file) => file.path)).toEqual(
      expect.arrayContaining(['dist/cli.js', 'dist/page/index.html', 'dist/page/index.js']),
    );
    expect(packed.files.filter(({ path }) => /tsbuildinfo|\.test\./.test(path))).toEqual([]);
  });

  it('runs from its tarball in an empty folder', async () => {
    const cwd = await mkdtemp(path.join(folder, 'empty-'));
    const archive = path.join(folder, path.basename(packed.filename));
    const { stdout } = await run(
      'npx',
      [
        '--yes',
        '--prefer-offline',
        `--package=${archive}`,
        'junction-sandbox',
        'play',
        'redraw',
        '--to',
        receiver.url,
      ],
      { cwd, env: { ...process.env, NODE_ENV: 'development' } },
    );
    expect(stdout).toMatch(/^Transaction [0-9a-f-]{36}, played here:$/m);
    expect(receiver.deliveries).toHaveLength(16);
    expect(receiver.deliveries.every(({ verified }) => verified)).toBe(true);
    expect(await readdir(cwd)).toEqual(['.data']);
  }, 180_000);
});

it('has the defaults that the service expects of a local Junction', () => {
  expect([DEFAULTS.apiKey, DEFAULTS.webhookSecret, DEFAULTS.folder]).toEqual([
    API_KEY,
    WEBHOOK_SECRET,
    SANDBOX_FOLDER,
  ]);
});
