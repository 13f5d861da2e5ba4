import { createRouterFence } from './access/router-fence.js';
import { readConfig, type Config } from './config/config.js';
import { applyV8Flags } from './service/v8-flags.js';
import { describeStartProblem } from './service/start-problem.js';

/** After the grace period; longer than any request may take. Work that still runs then is aborted. */
const CLOSE_TIME_LIMIT_MS = 20_000;

type Close = () => Promise<void>;

async function start(config: Config): Promise<Close> {
  const endTraces = await traces(config);
  // Nothing is imported before this: tracing cannot instrument modules that were loaded earlier.
  await mapStacksToSources();
  const { run } = await import('./service/run.js');
  const end = await run(config);
  return async () => {
    await end();
    await endTraces();
  };
}

/** Loads the tracing modules only where tracing is configured. */
async function traces({ traces, access }: Config): Promise<Close> {
  if (!traces) return () => Promise.resolve();
  const { startTracing } = await import('./telemetry/tracing.js');
  const isRouter = access.routerSecrets.length > 0 ? createRouterFence(access.routerSecrets) : null;
  return startTracing({ isRouter });
}

/** From here on, stack traces name the sources. The maps of earlier modules are not loaded: TypeORM's take 8 MB. */
async function mapStacksToSources(): Promise<void> {
  await import('typeorm');
  process.setSourceMapsEnabled(true);
}

/** Stops the process after the work in progress is complete, also when the signal arrives during the start. */
function stopOnSignals(starting: Promise<Close>, { shutdownGraceMs }: Config): void {
  const stop = async () => {
    setTimeout(() => process.exit(1), shutdownGraceMs + CLOSE_TIME_LIMIT_MS).unref();
    const close = await starting;
    await close();
    process.exit(0);
  };
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Ctrl-C reaches the process of `npm start` twice: npm repeats the terminal's signal.
      if (isStopping) return;
      isStopping = true;
      void stop().catch(fail);
    });
  }
}

function fail(error: unknown): void {
  process.stderr.write(`${describeStartProblem(error)}\n`);
  process.exit(1);
}

try {
  applyV8Flags();
  const config = readConfig(process.env);
  if (!config.production) process.stderr.write('starting…\n');
  const starting = start(config);
  stopOnSignals(starting, config);
  starting.catch(fail);
} catch (error) {
  fail(error);
}
