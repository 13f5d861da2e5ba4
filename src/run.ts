import { banner, invitation } from './banner.js';
import type { Config, JunctionConfig } from './config.js';
import { firstOperation } from './first-operation.js';
import { startService } from './service/start-service.js';
import { createLogger } from './telemetry/logger.js';

type Close = () => Promise<void>;

/** Starts the service, and a Junction of its own where none is configured; says where and how. @returns what ends it */
export function run(config: Config): Promise<Close> {
  return config.junction ? startWithJunction(config, config.junction) : startWithSandbox(config);
}

async function startWithJunction(config: Config, junction: JunctionConfig): Promise<Close> {
  const logger = createLogger(config.logLevel);
  const service = await startService({
    config,
    junction,
    firstOperation: firstOperation(null),
    logger,
  });
  say(banner(service.url, config, junction));
  return service.close;
}

async function startWithSandbox(config: Config): Promise<Close> {
  // Not loaded where there is a Junction: what is never used takes no memory.
  const { startLocalJunction } = await import('./local-junction.js');
  const local = await startLocalJunction(config, say);
  const query = firstOperation(local.transactionId);
  try {
    const { junction } = local;
    const logger = createLogger(config.logLevel);
    const service = await startService({ config, junction, firstOperation: query, logger });
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

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
