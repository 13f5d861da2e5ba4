import { styleText } from 'node:util';
import type { Config, JunctionConfig } from './config.js';
import { DATABASE_FOLDER } from './database/embedded.js';

/**
 * What a person who starts the service wants to know first.
 *
 * @param stream where it will be written.
 */
export function banner(
  url: string,
  config: Config,
  junction: JunctionConfig,
  stream: NodeJS.WritableStream = process.stdout,
): string {
  const facts = {
    GraphQL: `${url}/graphql${config.production ? '' : ' (open it in a browser to explore)'}`,
    Webhooks: `${url}/webhooks/junction`,
    Database: config.databaseUrl
      ? 'the one in DATABASE_URL'
      : `embedded Postgres in ./${DATABASE_FOLDER}`,
    Results: RESULTS[config.results.store],
    Access: accessNotice(config.access, stream),
    Junction: config.junction ? junction.baseUrl : `local sandbox at ${junction.baseUrl}`,
  };
  return [
    '',
    'The order-transactions subgraph is running.',
    '',
    ...Object.entries(facts).map(([name, value]) => `  ${name.padEnd(10)}${value}`),
    '',
  ].join('\n');
}

/** Bold on a terminal that may be coloured, else as it is. */
export function bold(text: string, stream: NodeJS.WritableStream): string {
  return styleText('bold', text, { stream });
}

/** Who may ask; the less is asked for, the louder. */
function accessNotice(
  { routerSecrets, tokens }: Config['access'],
  stream: NodeJS.WritableStream,
): string {
  if (tokens) return 'callers see their own orders, by their tokens';
  return routerSecrets.length > 0
    ? 'warning: the gateway sees everybody’s orders, for any caller, since AUTH_JWKS_URL is not set'
    : bold(ALL_IS_OPEN, stream);
}

const ALL_IS_OPEN =
  'open: whoever reaches this port sees everything (ROUTER_SECRET, AUTH_JWKS_URL)';

const RESULTS: Readonly<Record<Config['results']['store'], string>> = {
  ON: 'kept encrypted once a test is finished',
  OFF: 'never kept (RESULTS_STORE=off)',
  NO_KEY: 'not kept, so that they need Junction: RESULTS_ENCRYPTION_KEY is not set',
};

/** How to look at the redraw that the sandbox plays. */
export function invitation(query: string, played: boolean): string {
  return [
    'A query to paste, for a lab test with a redraw:',
    '',
    ...query.split('\n').map((line) => `  ${line}`),
    '',
    played
      ? 'The sandbox played this redraw at an earlier start; its data is still there.'
      : 'The sandbox sends the webhooks of this redraw now, out of order and one of them twice:',
  ].join('\n');
}
