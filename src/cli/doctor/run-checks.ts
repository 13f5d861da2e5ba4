import { ConfigError, readConfig, type Config } from '../../config/config.js';
import { bareLinksProblem } from '../../config/document-links.js';
import { secretProblems } from '../../config/secrets.js';
import { checkCallers } from './callers.js';
import { checkDatabase } from './database.js';
import type { Finding } from './finding.js';
import { checkJunction } from './junction.js';

/** Checks everything that the service needs, with the settings of these variables. */
export async function* runChecks(variables: NodeJS.ProcessEnv): AsyncGenerator<Finding> {
  const config = settings(variables);
  if (Array.isArray(config)) {
    yield* config;
    return;
  }
  yield { subject: 'settings', isOk: true, message: summary(config) };
  yield* secretsBeforeProduction(config);
  yield* documentLinks(config);
  yield* checkCallers(config.access);
  yield* checkJunction(config.junction);
  yield* checkDatabase(config);
}

/** The settings, or what is wrong with them: then nothing else can be looked at. */
function settings(variables: NodeJS.ProcessEnv): Config | Finding[] {
  try {
    return readConfig(variables);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((message) => ({ subject: 'settings', isOk: false, message }));
  }
}

/** Secrets that development accepts and production does not: to be replaced before NODE_ENV changes. */
function secretsBeforeProduction({ production, access, junction }: Config): Finding[] {
  if (production || junction === null) return [];
  const problems = secretProblems({
    ROUTER_SECRET: access.routerSecrets,
    JUNCTION_WEBHOOK_SECRET: junction.webhookSecrets,
  });
  return problems.map((problem) => ({
    subject: 'production',
    isOk: true,
    message: `will not start with these settings: ${problem}`,
  }));
}

/** A warning: the service starts without. */
function documentLinks(config: Config): Finding[] {
  const problem = bareLinksProblem(config);
  return problem === null ? [] : [{ subject: 'links', isOk: true, message: `warning: ${problem}` }];
}

function summary({ production }: Config): string {
  return `right for ${production ? 'production' : 'development (NODE_ENV is not production)'}, on Node ${process.version}`;
}
