import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, startProcess, type ServiceProcess } from '../support/process.js';
import { useFolder } from '../support/use-folder.js';

interface Answer {
  data?: {
    orderTransaction: {
      status: string;
      orders: { origin: string; status: string }[];
      combinedResults: { biomarkers: { name: string }[] } | null;
    } | null;
  };
}

const folder = useFolder();
let ports: { PORT: string; SANDBOX_PORT: string };
const started: ServiceProcess[] = [];

beforeAll(async () => {
  ports = { PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) };
});
afterAll(async () => {
  started.forEach(({ child }) => child.kill('SIGKILL'));
  await Promise.all(started.map(({ exited }) => exited));
});

function start(variables: NodeJS.ProcessEnv = {}): ServiceProcess {
  const service = startProcess(folder.path, { ...ports, ...variables });
  started.push(service);
  return service;
}

/** Runs the query of the banner. */
async function askPrintedQuery(service: ServiceProcess): Promise<Answer['data']> {
  const [query] = await service.printed(/query LabTest \{[\s\S]*?\n {2}\}\n/);
  const response = await fetch(`http://127.0.0.1:${ports.PORT}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return ((await response.json()) as Answer).data;
}

const redraw = {
  status: 'COMPLETED',
  orders: [
    { origin: 'INITIAL', status: 'REDRAW_AVAILABLE' },
    { origin: 'REDRAW', status: 'COMPLETED' },
  ],
};

describe('one command on an empty folder', () => {
  test('plays a redraw and shows both orders with their combined results', async () => {
    const service = start();
    await service.printed(/(\n {2}200 .*){17}\nThe redraw is completed: paste the query/);
    await service.printed(/What the patient should do now \(patientAction\): VIEW_RESULTS/);
    expect(service.output()).toMatch(/^starting…\n/);
    expect(service.output()).toMatch(
      /\nNext:\n {2}Sandbox .*\n.*\n.*\n {2}Database +psql postgres:/,
    );
    const data = await askPrintedQuery(service);
    expect(data?.orderTransaction).toMatchObject(redraw);
    expect(data?.orderTransaction?.combinedResults?.biomarkers.length).toBeGreaterThan(0);
  });

  test('finds its data again after kill -9, and stops in order on a signal', async () => {
    const [killed] = started;
    killed?.child.kill('SIGKILL');
    await killed?.exited;

    // On many developers' machines, these variables refer to the company's own database.
    const libpq = {
      PGSSLMODE: 'require',
      PGOPTIONS: '-c search_path=company',
      PGHOST: 'db.internal',
    };
    const service = start({ ...libpq, PGSSLNEGOTIATION: 'direct', PGREPLICATION: 'database' });
    await service.printed(/at an earlier start/);
    const data = await askPrintedQuery(service);
    expect(data?.orderTransaction).toMatchObject(redraw);
    expect(data?.orderTransaction?.combinedResults).not.toBeNull();

    const before = Date.now();
    service.child.kill('SIGINT');
    expect(await service.exited).toBe(0);
    expect(Date.now() - before).toBeLessThan(10_000);
  });
});

describe('a start', () => {
  test('fails with one sentence when a port is in use', async () => {
    const blocker = createServer().listen(Number(ports.PORT), '127.0.0.1');
    const service = start();
    expect(await service.exited).toBe(1);
    blocker.close();
    expect(service.output()).toContain(`Port ${ports.PORT} is in use`);
    expect(service.output()).not.toContain('    at ');
  });

  test('fails with one sentence when the database cannot be reached', async () => {
    const service = start({ DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none` });
    expect(await service.exited).toBe(1);
    expect(service.output()).toContain('The database cannot be reached');
    expect(service.output()).not.toContain('    at ');
  });

  test('fails with one sentence when a folder cannot be used', async () => {
    const other = await mkdtemp(path.join(tmpdir(), 'order-transactions-closed-'));
    // A file at the path of the folder makes it unusable even for root.
    await writeFile(path.join(other, '.data'), '');
    const service = startProcess(other, ports);
    started.push(service);
    expect(await service.exited).toBe(1);
    expect(service.output()).toMatch(/\.data/);
    expect(service.output()).not.toContain('    at ');
    await rm(other, { recursive: true });
  });

  test('invalid settings', async () => {
    const service = start({ NODE_ENV: 'production', PORT: 'x' });
    expect(await service.exited).toBe(1);
    expect(service.output()).toContain('PORT: expected a port from 0 to 65535');
  });
});
