import type { Logger } from 'pino';
import { banner, queryToPaste, nextSteps, openAccessNotice } from './banner.js';
import type { Config, JunctionConfig } from '../config/config.js';
import { bareLinksProblem } from '../config/document-links.js';
import { preparedOperations } from './prepared-operations.js';
import type { LocalJunction } from './local-junction.js';
import { readPatientAction } from './patient-action.js';
import { startService } from './start-service.js';
import { createLogger } from '../telemetry/logger.js';

type Close = () => Promise<void>;

/**
 * Starts the service, with the sandbox in place of Junction where none is configured.
 *
 * @returns a function that stops it
 */
export function run(config: Config): Promise<Close> {
  return config.junction ? startWithJunction(config, config.junction) : startWithSandbox(config);
}

async function startWithJunction(config: Config, junction: JunctionConfig): Promise<Close> {
  const logger = createLogger(config.logLevel);
  const service = await startService({
    config,
    junction,
    operations: preparedOperations(null),
    logger,
  });
  announce(service.url, config, junction, logger);
  return service.close;
}

async function startWithSandbox(config: Config): Promise<Close> {
  // Imported here, because production never uses it.
  const { startLocalJunction } = await import('./local-junction.js');
  const local = await startLocalJunction(config, print);
  const operations = preparedOperations(local.transactionId);
  try {
    const { junction } = local;
    const logger = createLogger(config.logLevel);
    const service = await startService({ config, junction, operations, logger });
    announce(service.url, config, junction, logger);
    print(queryToPaste(operations[0] ?? ''));
    print(nextSteps({ ...service, sandboxUrl: junction.baseUrl }));
    const [routerSecret] = config.access.routerSecrets;
    void playRedraw(local, (id) => readPatientAction(service.url, routerSecret, id));
    return async () => {
      await local.close();
      await service.close();
    };
  } catch (error) {
    await local.close();
    throw error;
  }
}

/** Sends the webhooks of the redraw, with a line before the first and after the last. */
async function playRedraw(
  local: LocalJunction,
  actionOf: (transactionId: string) => Promise<string | null>,
): Promise<void> {
  print(
    local.played
      ? 'The sandbox played this redraw at an earlier start; its data is still there.'
      : 'The sandbox sends the webhooks of this redraw now, out of order and one of them twice:',
  );
  if (await local.deliver()) {
    print(
      'The redraw is completed: paste the query to see both orders and their combined results.',
    );
    const action = await actionOf(local.transactionId);
    if (action !== null) print(`What the patient should do now (patientAction): ${action}`);
  }
}

/** Prints a banner for people; in production, where a log collector reads the output, writes a log line instead. */
function announce(url: string, config: Config, junction: JunctionConfig, logger: Logger): void {
  logger.info(
    { url, junction: junction.baseUrl, results: config.results.store },
    'The order-transactions subgraph is running.',
  );
  if (!config.production || process.stderr.isTTY) {
    print(banner(url, config, junction));
  } else {
    const notice = openAccessNotice(config.access);
    if (notice !== null) logger.warn(notice);
  }
  const bareLinks = bareLinksProblem(config);
  if (bareLinks !== null) logger.warn(bareLinks);
}

/** Standard output contains only the log, so that every line of it is JSON. */
function print(text: string): void {
  process.stderr.write(`${text}\n`);
}
