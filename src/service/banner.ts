import { styleText } from 'node:util';
import type { Config, JunctionConfig } from '../config/config.js';
import { DATABASE_FOLDER } from '../database/embedded.js';

/**
 * The addresses and settings of the running service.
 *
 * @param stream the stream to which the banner is written
 */
export function banner(
  url: string,
  config: Config,
  junction: JunctionConfig,
  stream: NodeJS.WritableStream = process.stderr,
): string {
  const facts = {
    ...(config.production ? {} : { Console: `${url} (open it in a browser)` }),
    GraphQL: `${url}/graphql${config.production ? '' : ' (open it in a browser to explore)'}`,
    Webhooks: `${url}/webhooks/junction`,
    Database: config.databaseUrl
      ? 'the one in DATABASE_URL'
      : `embedded Postgres in ./${DATABASE_FOLDER}`,
    Results: RESULTS[config.results.store],
    Access: accessLine(config.access, stream),
    Junction: config.junction ? junction.baseUrl : `local sandbox at ${junction.baseUrl}`,
  };
  return ['', 'The order-transactions subgraph is running.', '', ...lines(facts), ''].join('\n');
}

/** Returns bold text for a terminal with colours, plain text otherwise. */
export function bold(text: string, stream: NodeJS.WritableStream): string {
  return styleText('bold', text, { stream });
}

/** A notice for the operator when tokens do not restrict access; null when they do. */
export function openAccessNotice({ routerSecrets, tokens }: Config['access']): string | null {
  if (tokens) return null;
  return routerSecrets.length > 0
    ? 'AUTH_JWKS_URL is not set: every request through the gateway can read the orders of all patients.'
    : 'No authentication is configured: anyone who can reach this port can read everything. Set ROUTER_SECRET or AUTH_JWKS_URL.';
}

function accessLine(access: Config['access'], stream: NodeJS.WritableStream): string {
  const notice = openAccessNotice(access);
  if (notice === null) return 'callers read their own orders, by their tokens';
  return access.routerSecrets.length > 0 ? `warning: ${notice}` : bold(notice, stream);
}

const RESULTS: Readonly<Record<Config['results']['store'], string>> = {
  ON: 'stored encrypted once a test is finished',
  OFF: 'never stored (RESULTS_STORE=off)',
  NO_KEY: 'not stored, so every read calls Junction: RESULTS_ENCRYPTION_KEY is not set',
};

/** A query for the redraw that the sandbox plays. */
export function queryToPaste(query: string): string {
  return [
    'A query to paste, for a lab test with a redraw:',
    '',
    ...query.split('\n').map((line) => `  ${line}`),
    '',
  ].join('\n');
}

/** What to do next, in development with the sandbox. */
export function nextSteps({ url, databaseUrl, sandboxUrl }: Addresses): string {
  const steps = {
    Sandbox: `${sandboxUrl} is a local Junction: open it in a browser, or run: npm run sandbox -- play redraw --to ${url}/webhooks/junction`,
    Supergraph: 'npm run supergraph joins this graph with a company’s, behind a gateway',
    Check: 'npm run doctor checks everything that the service needs',
    Database: `psql ${databaseUrl}`,
    Stop: 'Ctrl-C; the data stays in ./.data',
  };
  return ['Next:', ...lines(steps), ''].join('\n');
}

interface Addresses {
  readonly url: string;
  readonly databaseUrl: string;
  readonly sandboxUrl: string;
}

function lines(entries: Readonly<Record<string, string>>): string[] {
  return Object.entries(entries).map(([name, value]) => `  ${name.padEnd(12)}${value}`);
}
