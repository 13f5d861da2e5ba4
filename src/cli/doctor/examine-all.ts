import { ConfigError, readConfig, type Config } from '../../config/config.js';
import { bareLinksProblem } from '../../config/document-links.js';
import { secretProblems } from '../../config/secrets.js';
import { examineCallers } from './callers.js';
import { examineDatabase } from './database.js';
import type { Finding } from './finding.js';
import { examineJunction } from './junction.js';

/** Looks at all that the service needs, with the settings of these variables. */
export async function* examineAll(variables: NodeJS.ProcessEnv): AsyncGenerator<Finding> {
  const config = settings(variables);
  if (Array.isArray(config)) {
    yield* config;
    return;
  }
  yield { subject: 'settings', isWell: true, says: summary(config) };
  yield* secretsBeforeProduction(config);
  yield* documentLinks(config);
  yield* examineCallers(config.access);
  yield* examineJunction(config.junction);
  yield* examineDatabase(config);
}

/** The settings, or what is wrong with them: then nothing else can be looked at. */
function settings(variables: NodeJS.ProcessEnv): Config | Finding[] {
  try {
    return readConfig(variables);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.problems.map((says) => ({ subject: 'settings', isWell: false, says }));
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
    isWell: true,
    says: `will not start with these settings: ${problem}`,
  }));
}

/** A warning: the service starts without. */
function documentLinks(config: Config): Finding[] {
  const problem = bareLinksProblem(config);
  return problem === null ? [] : [{ subject: 'links', isWell: true, says: `warning: ${problem}` }];
}

function summary({ production }: Config): string {
  return `right for ${production ? 'production' : 'development (NODE_ENV is not production)'}, on Node ${process.version}`;
}
