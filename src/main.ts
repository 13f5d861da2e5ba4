import { banner, deliveryLine, invitation } from './banner.js';
import { readConfig, type Config, type JunctionConfig } from './config.js';
import { firstOperation } from './first-operation.js';
import { startLocalJunction } from './local-junction.js';
import { startService } from './service/start-service.js';
import { describeStartProblem } from './start-problem.js';

/** Longer than any request may take; what still hangs then is given up. */
const CLOSE_TIME_LIMIT_MS = 25_000;

type Close = () => Promise<void>;

function start(): Promise<Close> {
  const config = readConfig(process.env);
  return config.junction ? startWithJunction(config, config.junction) : startWithSandbox(config);
}

async function startWithJunction(config: Config, junction: JunctionConfig): Promise<Close> {
  const service = await startService({ config, junction, firstOperation: firstOperation(null) });
  say(banner(service.url, config, junction));
  return service.close;
}

async function startWithSandbox(config: Config): Promise<Close> {
  const local = await startLocalJunction(config, (attempt) => say(deliveryLine(attempt)));
  const query = firstOperation(local.transactionId);
  try {
    const { junction } = local;
    const service = await startService({ config, junction, firstOperation: query });
    say(banner(service.url, config, junction));
    say(invitation(query, local.played));
    void local.deliver();
    return async () => {
      await local.close();
      await service.close();
    };
  } catch (error) {
    await local.close();
    throw error;
  }
}

/** Ends the process in order, once what is in flight is done; also when the signal comes while it still starts. */
function stopOnSignals(starting: Promise<Close>): void {
  const stop = async () => {
    setTimeout(() => process.exit(1), CLOSE_TIME_LIMIT_MS).unref();
    const close = await starting;
    await close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void stop().catch(fail));
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

function fail(error: unknown): void {
  process.stderr.write(`${describeStartProblem(error)}\n`);
  process.exit(1);
}

const starting = start();
stopOnSignals(starting);
starting.catch(fail);
