import { Copy, DockerfileParser, From, type Instruction } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const text = readFileSync(path.join(ROOT, 'Dockerfile'), 'utf8');
const instructions = DockerfileParser.parse(text).getInstructions();
const stageStarts = instructions.flatMap((it, index) => (it instanceof From ? [index] : []));
const runningStage = instructions.slice(stageStarts.at(-1));

function argumentsOf(keyword: string, among: readonly Instruction[] = instructions): string[] {
  return among
    .filter((instruction) => instruction.getKeyword() === keyword)
    .map((instruction) => instruction.getArgumentsContent() ?? '');
}

/** The arguments of the JSON form, which runs without a shell. */
function words(instruction: string | undefined): string[] {
  return JSON.parse(/\[.*\]$/s.exec(instruction ?? '')?.[0] ?? 'null') as string[];
}

/** The build context: all files that `.dockerignore` re-includes. */
const sent = readFileSync(path.join(ROOT, '.dockerignore'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1));

const copied = instructions
  .filter((instruction) => instruction instanceof Copy)
  .filter((copy) => copy.getFromFlag() === null)
  .flatMap((copy) => copy.getArguments().slice(0, -1).map(String));

test('the Dockerfile has no mistake that a linter finds', () => {
  expect(validate(text)).toEqual([]);
  expect(validate(text.replace('WORKDIR', 'WORKDIRR'))).not.toEqual([]);
});

test('the build context contains what the Dockerfile copies, and nothing else', () => {
  expect(copied.filter((source) => !existsSync(path.join(ROOT, source)))).toEqual([]);
  expect(new Set(copied)).toEqual(new Set(sent));
});

test('files copied from other stages exist there', () => {
  const stages = instructions
    .filter((instruction) => instruction instanceof From)
    .map((from) => from.getBuildStage());
  const copies = instructions
    .filter((instruction) => instruction instanceof Copy)
    .flatMap((copy) => {
      const stage = copy.getFromFlag()?.getValue();
      return stage == null ? [] : [[stage, ...copy.getArguments().map(String)]];
    });
  expect(copies).toEqual([
    ['dependencies', '/app/node_modules', 'node_modules'],
    ['build', '/app/dist', 'dist'],
  ]);
  expect(stages).toEqual(['build', 'dependencies', null]);
});

test('it runs the scripts of the project, on a Node that the project supports', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const run = argumentsOf('RUN').flatMap((line) => /^npm run (\S+)/.exec(line)?.slice(1) ?? []);

  expect(run).toEqual(['build']);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(run));
  const starting = words(argumentsOf('CMD', runningStage).at(-1)).join(' ');
  expect(scripts.start?.split(' && exec ').at(-1)).toBe(starting);
  const images = argumentsOf('FROM').map((line) => line.replace(/ AS .*/, ''));
  expect(new Set(images).size).toBe(1);
  expect(images[0]).toMatch(/^node:(20|22|24)-bookworm-slim$/);
});

test('the image runs production code only, as an unprivileged user who cannot write it', () => {
  expect(argumentsOf('RUN').filter((line) => line.startsWith('npm ci'))).toEqual([
    'npm ci --omit=optional --ignore-scripts',
    'npm ci --omit=dev --omit=optional --ignore-scripts',
  ]);
  expect(argumentsOf('USER', runningStage)).toEqual(['node']);
  expect(argumentsOf('ENV', runningStage)).toEqual(['NODE_ENV=production']);
  expect(runningStage.filter((it) => it instanceof Copy && it.getFlags().length > 1)).toEqual([]);
  expect(argumentsOf('RUN', runningStage)).toEqual([
    expect.stringMatching(/^rm -rf .*node_modules .*\/npm .*\/npx .*\/corepack/),
  ]);
});

describe('its health check', () => {
  const [program = '', ...options] = words(argumentsOf('HEALTHCHECK').at(-1));
  let status = 200;
  const server = createServer((request, response) => {
    response.writeHead(request.url === '/health/live' ? status : 404).end();
  });
  let port: number;

  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => server.close());

  async function exitCode(): Promise<unknown> {
    const check = spawn(process.execPath, options, { env: { PORT: String(port) } });
    return (await once(check, 'exit'))[0];
  }

  it('passes while the process answers, and fails when it does not', async () => {
    expect(program).toBe('node');
    expect(await exitCode()).toBe(0);
    status = 503;
    expect(await exitCode()).toBe(1);
    server.close();
    server.closeAllConnections();
    expect(await exitCode()).toBe(1);
  });
});
