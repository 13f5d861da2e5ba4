import type { Config, JunctionConfig } from '../config/config.js';
import { importDevelopmentPackage } from '../config/development-package.js';
import { PUBLISHED_WEBHOOK_SECRET } from '../config/secrets.js';
import { asListenError } from '../http/listen.js';

export const SANDBOX_FOLDER = '.data/sandbox';

/** The defaults of the sandbox's own command line: public, and valid for a sandbox on this machine alone. */
export const API_KEY = 'sk_us_local_sandbox';
export const WEBHOOK_SECRET = PUBLISHED_WEBHOOK_SECRET;

const PAUSE_BETWEEN_WEBHOOKS_MS = 500;

/** The sandbox that replaces Junction, with one redraw as an example. */
export interface LocalJunction {
  readonly junction: JunctionConfig;
  /** The transaction with the redraw. */
  readonly transactionId: string;
  /** Whether an earlier start has played the redraw. */
  readonly played: boolean;
  /**
   * Sends the webhooks of the redraw, or the remaining ones of an earlier run.
   *
   * @returns whether the redraw is completed
   */
  deliver(): Promise<boolean>;
  close(): Promise<void>;
}

/** The Junction to call: the configured one, else the sandbox that `npm start` runs on this machine. */
export function junctionToCall(config: Config): JunctionConfig {
  return config.junction ?? localJunction(`http://127.0.0.1:${config.sandboxPort}`);
}

function localJunction(baseUrl: string): JunctionConfig {
  return { baseUrl, apiKey: API_KEY, webhookSecrets: [WEBHOOK_SECRET], teamIds: [] };
}

/**
 * Starts the sandbox with the state of earlier starts. Webhooks wait for {@link LocalJunction.deliver}.
 *
 * @param print receives a line for each delivery attempt
 * @throws MissingPackageError
 */
export async function startLocalJunction(
  config: Config,
  print: (line: string) => void,
): Promise<LocalJunction> {
  const { formatDelivery, startSandbox } = await importDevelopmentPackage(
    () => import('@order-transactions/junction-sandbox'),
    'JUNCTION_API_KEY is not set, and the sandbox is not installed: ' +
      'set JUNCTION_API_KEY and JUNCTION_WEBHOOK_SECRET, or run npm ci without --omit=dev.',
  );
  const sandbox = await startSandbox({
    port: config.sandboxPort,
    folder: SANDBOX_FOLDER,
    apiKey: API_KEY,
    webhookSecret: WEBHOOK_SECRET,
    webhookUrl: `http://127.0.0.1:${config.port}/webhooks/junction`,
    onDelivery: (attempt) => print(formatDelivery(attempt)),
  }).catch((error: unknown) => {
    throw asListenError(error, { host: '127.0.0.1', port: config.sandboxPort }, 'SANDBOX_PORT');
  });
  const junction = localJunction(sandbox.url);
  const close = () => sandbox.close();

  const known = sandbox.transactions().find((it) => it.journey === 'redraw');
  if (known) {
    const deliver = () => sandbox.deliverLeftovers().then(() => true);
    return { junction, transactionId: known.id, played: true, deliver, close };
  }
  const journey = sandbox.stageJourney('redraw', {
    shuffle: true,
    duplicates: 1,
    pause: PAUSE_BETWEEN_WEBHOOKS_MS,
  });
  const { transactionId, play } = journey;
  return { junction, transactionId, played: false, deliver: play, close };
}
