import { startEmbeddedPostgres } from '@order-transactions/embedded-postgres';
import {
  buildClientSchema,
  getIntrospectionQuery,
  printSchema,
  type IntrospectionQuery,
} from 'graphql';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startHiveProcess } from '../gateways/support/hive-process.js';
import { startLabStage, type LabStage } from '../supergraph/lab-stage.js';

/** Commands that run in the folder of a client. The last one runs its tests. */
type Client = readonly [name: string, folder: string, commands: readonly string[]];

/** The files that the clients generate and install outside of their folders, with the public schema of the graph. */
const DATA = path.join(__dirname, '../../.data/clients');
const PYTHON = path.join(DATA, 'python');

const CLIENTS: readonly Client[] = [
  ['urql with graphcache', 'urql', ['npm ci', 'npm test']],
  ['Relay', 'relay', ['npm ci', 'npm test']],
  [
    'gql for Python',
    'gql',
    [
      `python3 -m venv ${PYTHON}`,
      `${PYTHON}/bin/pip install --quiet --requirement requirements.txt`,
      `${PYTHON}/bin/python -B -m unittest`,
    ],
  ],
];

const PERSON = 'anna';
const JOURNEYS = ['redraw', ...Array<'happy-path'>(6).fill('happy-path')] as const;

/**
 * Runs the tests of each client against the service behind a gateway: `npm run test:clients urql` runs only the named
 * clients.
 */
async function run(names: readonly string[]): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'order-transactions-clients-'));
  const closers = [() => rm(folder, { recursive: true })];
  try {
    const postgres = await startEmbeddedPostgres({ folder, throwAway: true });
    closers.push(() => postgres.stop());
    const stage = await startLabStage({ databaseUrl: postgres.url });
    closers.push(stage.close);
    const gateway = await startHiveProcess(stage.supergraph);
    closers.push(() => gateway.close());
    await playJourneys(stage);

    await mkdir(path.join(DATA, 'relay'), { recursive: true });
    await writeFile(path.join(DATA, 'schema.graphql'), await introspect(gateway.url));
    const environment = {
      GRAPH_URL: gateway.url,
      SOCKET_URL: stage.url.replace('http', 'ws'),
      SANDBOX_URL: stage.sandbox.url,
      TOKEN: await stage.issuer.sign({ sub: PERSON }),
      PERSON,
      TRANSACTIONS: String(JOURNEYS.length),
    };
    for (const [name, client, commands] of CLIENTS) {
      if (names.length > 0 && !names.includes(client)) continue;
      process.stdout.write(`\n${name}\n`);
      await runIn(path.join(__dirname, client), commands, environment);
    }
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function playJourneys({ sandbox }: LabStage): Promise<void> {
  for (const [seed, journey] of JOURNEYS.entries()) {
    const { delivered } = sandbox.playJourney(journey, { seed, clientUserId: PERSON });
    if (!(await delivered)) throw new Error(`the journey ${journey} was not delivered`);
  }
}

async function introspect(url: string): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: getIntrospectionQuery() }),
  });
  const { data } = (await response.json()) as { data: IntrospectionQuery };
  return printSchema(buildClientSchema(data));
}

/** Stops at the first command that fails. Its exit code becomes the exit code of this process. */
async function runIn(cwd: string, commands: readonly string[], variables: NodeJS.ProcessEnv) {
  for (const command of commands) {
    const child = spawn(command, {
      cwd,
      env: { ...process.env, ...variables },
      shell: true,
      stdio: 'inherit',
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code === 0) continue;
    process.stderr.write(`${command} failed\n`);
    process.exitCode = 1;
    return;
  }
}

run(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
