import { spawn } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { compiledProgram } from '../../../test/support/programs.js';
import { startReceiver, type Receiver } from './support/receiver.js';
import { checkAttempt } from '../src/cli/receiver.js';
import type { Sandbox } from '../src/sandbox.js';
import { SECRET, startIn, temporaryFolder } from './support/start.js';

let folder: string;
let receiver: Receiver;
let running: Sandbox | undefined;

beforeEach(async () => {
  folder = await temporaryFolder();
  receiver = await startReceiver(SECRET);
});
afterEach(async () => {
  await running?.close();
  running = undefined;
  await receiver.close();
  await rm(folder, { recursive: true });
});

async function run(words: readonly string[], variables: Record<string, string> = {}) {
  const { NODE_ENV, ...inherited } = process.env;
  const child = spawn(process.execPath, [compiledProgram('sandbox'), ...words], {
    cwd: folder,
    env: { ...inherited, SANDBOX_PORT: '1', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}

const play = (...words: string[]) =>
  run(['play', 'initial-cancelled', '--to', receiver.url, '--secret', SECRET, ...words]);

describe('play', () => {
  it('prints a line for each webhook, and ends when all are delivered', async () => {
    const { code, stdout, stderr } = await play();
    expect(stdout).toMatch(
      /^Transaction [\da-f-]{36}, played here:\n {2}200 .*ordered\n {2}200 .*cancelled\nEvery webhook is delivered\.\n$/,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('plays on a running sandbox that sends to the same receiver, so that the results exist', async () => {
    running = await startIn(folder, { webhookUrl: receiver.url });
    const SANDBOX_PORT = new URL(running.url).port;
    const words = ['play', 'redraw', '--shuffle', '--seed', '7', '--to', receiver.url, '--json'];
    const { code, stdout, stderr } = await run(words, { SANDBOX_PORT });
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const id = running.transactions()[0]?.id;
    expect(lines[0]).toEqual({ transactionId: id });
    expect(lines.slice(1, -1).map(({ httpStatus }) => httpStatus)).toEqual(Array(16).fill(200));
    expect(lines.at(-1)).toEqual({ transactionId: id, delivered: true, answer: null });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

    expect(await run(words, { SANDBOX_PORT })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'The journey "redraw" was played before with the seed 7: choose another seed.\n',
    });
  });

  it('names a repeated seed in a sentence', async () => {
    await play('--seed', '7');
    expect(await play('--seed', '7')).toMatchObject({
      code: 1,
      stderr:
        'The journey "initial-cancelled" was played before with the seed 7: choose another seed.\n',
    });
  });

  it('stops at once when nothing answers', async () => {
    const { code, stdout, stderr } = await run(['play', 'redraw', '--to', 'http://127.0.0.1:1/x']);
    expect(stderr).toBe(
      'Nothing answers at http://127.0.0.1:1/x (ECONNREFUSED): start the receiver, or correct --to.\n',
    );
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  it.each([
    [401, 'sign with the secret that it expects (--secret)'],
    [404, 'correct the path of --to'],
  ])(
    'stops when the receiver answers %d, and leaves nothing for the next start',
    async (status, remedy) => {
      const rejecting = await startReceiver(SECRET, () => status);
      const { code, stderr } = await run(['play', 'redraw', '--shuffle', '--to', rejecting.url]);
      await rejecting.close();
      expect(stderr).toBe(`The receiver answered ${status}: ${remedy}.\n`);
      expect(code).toBe(1);
      expect(await readdir(path.join(folder, '.data/sandbox/outbox'))).toEqual([]);
    },
  );
});

describe('a receiver that accepts connections and does not answer', () => {
  const attempted = { messageId: 'msg_1', eventType: 'it', origin: 'initial', status: 'ordered' };

  it('may answer after a truncated first attempt', async () => {
    await checkAttempt({ ...attempted, attempt: 1, httpStatus: null }, receiver.url);
  });

  it('ends the play after the second', async () => {
    await expect(
      checkAttempt({ ...attempted, attempt: 2, httpStatus: null }, receiver.url),
    ).rejects.toThrow('accepts connections and does not answer');
  });
});

describe('the command line', () => {
  it.each([
    [['play', 'redraw', '--to', 'nonsense'], {}, 'Expected a URL'],
    [['play', 'redraw', '--lost', '2'], {}, 'Expected a share from 0 to 1'],
    [['play', 'redraw', '--secret', 'whsec_short'], {}, 'Expected whsec_'],
    [['play', 'redraw', '--port', '70000'], {}, 'Expected a port'],
    [['play', 'redraw', '--duplicates', '1.5'], {}, 'Expected a whole number'],
    [['play', 'redraw'], { PORT: 'four' }, 'PORT is "four": expected a port from 0 to 65535'],
    [['play', 'nonsense'], {}, 'Allowed choices are happy-path'],
    [['play', 'redraw', 'surplus'], {}, 'too many arguments'],
    [['surplus'], {}, 'too many arguments'],
    [['--frobnicate'], {}, "unknown option '--frobnicate'"],
  ])('rejects %j with %j in one line', async (words, variables, message) => {
    const { code, stdout, stderr } = await run(words, variables);
    expect(stderr).toMatch(/^error: [^\n]+; see --help\n$/);
    expect(stderr).toContain(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('explains itself', async () => {
    const { code, stdout } = await run(['play', '--help']);
    expect(stdout).toMatch(/^Usage: junction-sandbox play \[options\] <journey>[^]*Exit codes:/);
    expect(code).toBe(0);
  });
});
