import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { banner, nextSteps } from '../../src/service/banner.js';
import { readConfig } from '../../src/config/config.js';

const SECRET = `whsec_${Buffer.from('a secret of the tests, 31 bytes').toString('base64')}`;
const JUNCTION = { JUNCTION_API_KEY: 'sk_us_x', JUNCTION_WEBHOOK_SECRET: SECRET };
const TOKENS = {
  AUTH_JWKS_URL: 'https://login.example/keys',
  AUTH_ISSUER: 'https://login.example/',
  AUTH_AUDIENCE: 'orders',
};

const terminal = Object.assign(new PassThrough(), { isTTY: true });
const file = new PassThrough();

function accessLine(
  variables: NodeJS.ProcessEnv,
  stream: NodeJS.WritableStream = file,
): string | undefined {
  const config = readConfig({ ...JUNCTION, ...variables });
  if (!config.junction) throw new Error('these settings name a Junction');
  const lines = banner('http://127.0.0.1:4000', config, config.junction, stream).split('\n');
  return lines.find((line) => line.includes('Access'));
}

/**
 * Reports whether the output to a terminal is bold, without and with NO_COLOR. It runs in a separate process, because
 * Node itself reads NO_COLOR.
 */
function boldWithoutAndWithNoColor(): unknown {
  const program = `const { getColorDepth } = require('tty').WriteStream.prototype;
    Object.assign(process.stdout, { isTTY: true, getColorDepth });
    const { bold } = require(${JSON.stringify(path.join(__dirname, '../../src/service/banner.ts'))});
    const before = bold('open', process.stdout);
    process.env.NO_COLOR = '1';
    process.stdout.write(JSON.stringify([before, bold('open', process.stdout)]));`;
  const words = ['--import', require.resolve('tsx'), '-e', program];
  return JSON.parse(
    execFileSync(process.execPath, words, {
      // No other variables: CI and similar variables also affect Node's colour detection.
      env: { PATH: process.env.PATH, TERM: 'xterm-256color' },
      encoding: 'utf8',
    }),
  );
}

describe('the start', () => {
  it('warns in bold that no authentication is configured', () => {
    expect(accessLine({}, terminal)).toContain('\x1b[1mNo authentication is configured: ');
  });

  it('warns in plain text where the output is no terminal', () => {
    expect(accessLine({}, file)).toContain(' No authentication is configured: ');
    expect(accessLine({}, file)).not.toContain('\x1b');
  });

  it('warns in plain text on a terminal with NO_COLOR', () => {
    expect(boldWithoutAndWithNoColor()).toEqual(['\x1b[1mopen\x1b[22m', 'open']);
  });

  it('warns where only the gateway is authenticated', () => {
    expect(accessLine({ ROUTER_SECRET: 'hunter2' })).toMatch(/warning: AUTH_JWKS_URL is not set/);
  });

  it.each([TOKENS, { ...TOKENS, ROUTER_SECRET: 'hunter2' }])(
    'does not warn where tokens are required',
    (variables) => {
      expect(accessLine(variables)).toMatch(/callers read their own orders/);
    },
  );

  it('repeats no secret', () => {
    expect(accessLine({ ROUTER_SECRET: 'hunter2' })).not.toContain('hunter2');
  });
});

it('ends with what to do next', () => {
  const steps = nextSteps({
    url: 'http://127.0.0.1:4000',
    databaseUrl: 'postgres://postgres:x@127.0.0.1:5433/postgres',
    sandboxUrl: 'http://127.0.0.1:4010',
  });
  expect(steps.split('\n').map((line) => line.trim().split(/\s+/)[0])).toEqual([
    'Next:',
    'Sandbox',
    'Supergraph',
    'Check',
    'Database',
    'Stop',
    '',
  ]);
  expect(steps).toContain('psql postgres://postgres:x@127.0.0.1:5433/postgres');
});
