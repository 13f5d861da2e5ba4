import { certificateFileProblem } from './database-url.js';
import { databaseUrlsOf, environmentOfKey, type Environment } from './environment.js';
import { secretProblems } from './secrets.js';
import { transportProblems } from './transport.js';

/** Problems of variables that are valid one by one, but not together or not in production. */
export function problemsOf(environment: Environment): string[] {
  return [
    ...portProblems(environment),
    ...databaseProblems(environment),
    ...certificateProblems(environment),
    ...junctionProblems(environment),
    ...accessProblems(environment),
    ...productionProblems(environment),
  ];
}

function portProblems(environment: Environment): string[] {
  const { PORT, METRICS_PORT, SANDBOX_PORT, JUNCTION_API_KEY } = environment;
  const ports = {
    PORT,
    METRICS_PORT,
    SANDBOX_PORT: JUNCTION_API_KEY === undefined ? SANDBOX_PORT : undefined,
  };
  const named = Object.entries(ports).filter(([, port]) => port !== undefined && port !== 0);
  return named.flatMap(([name, port], index) => {
    const other = named.slice(0, index).find(([, earlier]) => earlier === port);
    return other ? [`${name}: expected a port other than ${port}, which is ${other[0]}`] : [];
  });
}

function certificateProblems({ DATABASE_CA_FILE: file }: Environment): string[] {
  const problem = file === undefined ? null : certificateFileProblem(file);
  return problem === null ? [] : [`DATABASE_CA_FILE: expected ${problem}`];
}

function databaseProblems(environment: Environment): string[] {
  if (environment.DATABASE_URL !== undefined) return [];
  const { databaseDirectUrl, databaseReplicaUrls } = databaseUrlsOf(environment);
  const others = [
    ...(databaseDirectUrl === null ? [] : ['DATABASE_DIRECT_URL']),
    ...(databaseReplicaUrls.length === 0 ? [] : ['DATABASE_REPLICA_URLS']),
  ];
  return others.map((name) => `DATABASE_URL: expected, since ${name} is set`);
}

function junctionProblems(environment: Environment): string[] {
  const { JUNCTION_API_KEY: key, JUNCTION_ENVIRONMENT: region } = environment;
  const secrets = environment.JUNCTION_WEBHOOK_SECRET ?? [];
  const problems: string[] = [];
  if (key === undefined) {
    if (secrets.length > 0)
      problems.push('JUNCTION_API_KEY: expected, since JUNCTION_WEBHOOK_SECRET is set');
    return problems;
  }
  if (secrets.length === 0)
    problems.push('JUNCTION_WEBHOOK_SECRET: expected, since JUNCTION_API_KEY is set');
  const regionOfKey = environmentOfKey(key);
  if (environment.JUNCTION_BASE_URL !== undefined) return problems;
  if (region === undefined && regionOfKey === undefined)
    problems.push(
      'JUNCTION_ENVIRONMENT: required, because the prefix of the API key names no environment',
    );
  if (region !== undefined && regionOfKey !== undefined && region !== regionOfKey)
    problems.push(`JUNCTION_ENVIRONMENT: contradicts the API key, which is for ${regionOfKey}`);
  return problems;
}

/** All or none: without an audience, tokens for the issuer's other services would be accepted. */
function accessProblems(environment: Environment): string[] {
  const names = ['AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'] as const;
  const missing = names.filter((name) => environment[name] === undefined);
  if (missing.length === names.length) return [];
  return missing.map((name) => `${name}: expected, since others of ${names.join(', ')} are set`);
}

function productionProblems(environment: Environment): string[] {
  if (environment.NODE_ENV !== 'production') return [];
  const problems: string[] = [];
  if (environment.DATABASE_URL === undefined)
    problems.push('DATABASE_URL: expected in production, a Postgres of 15 or newer');
  if (environment.JUNCTION_API_KEY === undefined) {
    problems.push('JUNCTION_API_KEY: expected in production');
    if (environment.JUNCTION_WEBHOOK_SECRET === undefined)
      problems.push('JUNCTION_WEBHOOK_SECRET: expected in production');
  }
  if (environment.ROUTER_SECRET.length === 0 && environment.AUTH_JWKS_URL === undefined)
    problems.push('ROUTER_SECRET or AUTH_JWKS_URL: one is expected in production');
  return [
    ...problems,
    ...secretProblems(environment),
    ...transportProblems(urlsOf(environment), environment.ALLOW_INSECURE_TRANSPORT),
  ];
}

function urlsOf(environment: Environment) {
  const { databaseUrl, databaseDirectUrl, databaseReplicaUrls } = databaseUrlsOf(environment);
  const listOf = (url: string | null | undefined) => (url == null ? [] : [url]);
  return {
    DATABASE_URL: listOf(databaseUrl),
    DATABASE_DIRECT_URL: listOf(databaseDirectUrl),
    DATABASE_REPLICA_URLS: databaseReplicaUrls,
    JUNCTION_BASE_URL: listOf(environment.JUNCTION_BASE_URL),
    AUTH_JWKS_URL: listOf(environment.AUTH_JWKS_URL),
  };
}
