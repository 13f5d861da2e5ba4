import { testDatabaseUrl } from './test-server.js';
import { SECRET } from './deliveries.js';
import { freePort, startProcess, type ServiceProcess } from './process.js';
import { useResource } from './use-resource.js';

export interface RunningService extends ServiceProcess {
  readonly url: string;
}

/** No server listens on this port. */
const NOWHERE = 'http://127.0.0.1:9';
const START_LIMIT_MS = 60_000;

/** The service as a separate process, for the tests of a file or `describe` block. */
export function useService(
  variables: () => NodeJS.ProcessEnv = () => ({}),
  folder?: { readonly path: string },
): RunningService {
  return useResource(() => startServiceProcess(variables(), folder?.path), killService, {
    timeoutMs: START_LIMIT_MS,
  });
}

/** Starts the service on this worker's database, with an unreachable Junction unless the variables name another. */
export async function startServiceProcess(
  variables: NodeJS.ProcessEnv = {},
  folder = process.cwd(),
): Promise<RunningService> {
  const port = variables.PORT ?? String(await freePort());
  const service = startProcess(folder, {
    PORT: port,
    DATABASE_URL: testDatabaseUrl(),
    JUNCTION_API_KEY: 'sk_us_test',
    JUNCTION_WEBHOOK_SECRET: SECRET,
    JUNCTION_BASE_URL: NOWHERE,
    RECONCILE_EVERY_MINUTES: '0',
    ...variables,
  });
  await service.printed(/is running/);
  return { ...service, url: `http://127.0.0.1:${port}` };
}

/** Kills a process without a chance to clean up, as a machine failure does. */
export async function killService({ child, exited }: ServiceProcess): Promise<void> {
  child.kill('SIGKILL');
  await exited;
}
