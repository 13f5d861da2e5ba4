import { z } from 'zod';
import {
  NETWORK_SETTINGS,
  transportProblems,
  withCertificateAuthority,
} from './config/transport.js';

/** The service's settings. Only what a room needs is handed to it; nobody else reads the environment. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Null: the embedded Postgres in ./.data/pg. */
  readonly databaseUrl: string | null;
  /** Null, outside production only: the local sandbox plays Junction. */
  readonly junction: JunctionConfig | null;
  readonly sandboxPort: number;
  /** Between two looks for what webhooks missed; 0: the service does not look by itself. */
  readonly reconcileEveryMinutes: number;
  readonly companyEntity: CompanyEntity;
  /** The origins whose pages may ask the graph from a browser, e.g. `https://app.example.com`. */
  readonly corsOrigins: readonly string[];
  readonly access: AccessConfig;
  readonly results: ResultsConfig;
  /** Where browsers reach this service, e.g. `https://labs.example.com`; null: nobody has said. */
  readonly publicUrl: string | null;
  readonly retention: RetentionConfig;
}

/** How many days things are kept. */
export interface RetentionConfig {
  readonly inboxDays: number;
  readonly quarantineDays: number;
  /** After the last that was heard of a completed or cancelled transaction; 0: it is kept. */
  readonly finishedDays: number;
}

/** Lab results at rest. */
export interface ResultsConfig {
  /** Whether results are kept. `NO_KEY`: they would be, but production has no key to seal them with. */
  readonly store: 'ON' | 'OFF' | 'NO_KEY';
  /** 32 bytes each; the first seals, all of them open. Empty while none is set: development makes its own. */
  readonly encryptionKeys: readonly Buffer[];
}

/** The fences around the graph; without either, whoever reaches the port sees all. */
export interface AccessConfig {
  /** Several during a rotation. */
  readonly routerSecrets: readonly string[];
  readonly tokens: TokenConfig | null;
}

/** What makes a caller's JWT valid, and which claim holds the company's own id of the user. */
export interface TokenConfig {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  readonly userClaim: string;
}

export interface JunctionConfig {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** `whsec_…`, several during a rotation. */
  readonly webhookSecrets: readonly string[];
  /** Other teams' events are acknowledged and dropped; empty: every team is ours. */
  readonly teamIds: readonly string[];
}

/** What the company's graph calls a person: the entity that order transactions are added to, and its key field. */
export interface CompanyEntity {
  readonly type: string;
  readonly key: string;
}

/** Every problem of the settings at once, each with the variable's name and what is expected; never a value. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The settings are not right:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
const BASE_URLS = {
  production_us: 'https://api.us.junction.com',
  production_eu: 'https://api.eu.junction.com',
  sandbox_us: 'https://api.sandbox.us.junction.com',
  sandbox_eu: 'https://api.sandbox.eu.junction.com',
} as const;
type JunctionEnvironment = keyof typeof BASE_URLS;
const ENVIRONMENT_OF_PREFIX: Readonly<Record<string, JunctionEnvironment>> = {
  pk_us_: 'production_us',
  pk_eu_: 'production_eu',
  sk_us_: 'sandbox_us',
  sk_eu_: 'sandbox_eu',
};

const port = (fallback: number) =>
  z.coerce
    .number({ error: 'a port from 0 to 65535' })
    .int('a port from 0 to 65535')
    .min(0, 'a port from 0 to 65535')
    .max(65_535, 'a port from 0 to 65535')
    .default(fallback);
const days = (fallback: number) =>
  z.coerce
    .number({ error: 'a number of days' })
    .int('a whole number of days')
    // The sender repeats a message for about 28 hours, and somebody has to look at what failed.
    .min(7, 'at least 7 days')
    .default(fallback);
const list = z
  .string()
  .transform((text) => text.split(',').map((item) => item.trim()))
  .transform((items) => items.filter((item) => item !== ''));
const encryptionKey = z
  .base64('32 bytes in base64, or several such keys separated by commas')
  .transform((text) => Buffer.from(text, 'base64'))
  .refine(({ length }) => length === 32, '32 bytes in base64');
const webhookSecret = z
  .string()
  .refine(isWebhookSecret, 'whsec_ followed by 24 to 64 bytes in base64');
const origin = z
  .string()
  .refine(isOrigin, 'an origin like https://app.example.com, or several separated by commas');
const graphqlName = z
  .string()
  .regex(/^(?!__)[A-Za-z_][A-Za-z0-9_]*$/, 'a name of GraphQL, e.g. Patient');

const Environment = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().optional(),
  PORT: port(4000),
  LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`).optional(),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'a URL that begins with postgres://' })
    .optional(),
  DATABASE_CA_FILE: z.string().optional(),
  ALLOW_INSECURE_TRANSPORT: list
    .pipe(z.array(z.enum(NETWORK_SETTINGS, `some of ${NETWORK_SETTINGS.join(', ')}`)))
    .default([]),
  JUNCTION_API_KEY: z.string().optional(),
  JUNCTION_ENVIRONMENT: z
    .enum(
      Object.keys(BASE_URLS) as JunctionEnvironment[],
      `one of ${Object.keys(BASE_URLS).join(', ')}`,
    )
    .optional(),
  JUNCTION_BASE_URL: z.url({ protocol: /^https?$/, error: 'an http(s) URL' }).optional(),
  JUNCTION_WEBHOOK_SECRET: list.pipe(z.array(webhookSecret)).optional(),
  JUNCTION_TEAM_ID: list
    .pipe(z.array(z.guid('a UUID, or several separated by commas').toLowerCase()))
    .default([]),
  SANDBOX_PORT: port(4010),
  RECONCILE_EVERY_MINUTES: z.coerce
    .number({ error: 'minutes from 0 (never) to 1440' })
    .min(0, 'minutes from 0 (never) to 1440')
    .max(1440, 'minutes from 0 (never) to 1440')
    .default(15),
  INBOX_RETENTION_DAYS: days(90),
  QUARANTINE_RETENTION_DAYS: days(30),
  FINISHED_RETENTION_DAYS: z.coerce
    .number({ error: '0 (never) or a number of days' })
    .int('a whole number of days')
    .refine((number) => number === 0 || number >= 7, '0 (never) or at least 7 days')
    .default(0),
  ROUTER_SECRET: list.default([]),
  AUTH_JWKS_URL: z.url({ protocol: /^https?$/, error: 'an http(s) URL' }).optional(),
  AUTH_ISSUER: z.string().optional(),
  AUTH_AUDIENCE: z.string().optional(),
  AUTH_USER_CLAIM: z.string().default('sub'),
  CORS_ORIGINS: list.pipe(z.array(origin)).default([]),
  COMPANY_USER_TYPE: graphqlName.default('User'),
  COMPANY_USER_KEY: graphqlName.default('id'),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'an http(s) URL' }).optional(),
  RESULTS_STORE: z.enum(['on', 'off'], 'on or off').default('on'),
  RESULTS_ENCRYPTION_KEY: list.pipe(z.array(encryptionKey)).default([]),
});
type Environment = z.infer<typeof Environment>;

/**
 * Reads the settings.
 *
 * @param variables the environment; an empty value counts as absent.
 * @throws ConfigError
 */
export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${String(issue.path[0])}: expected ${issue.message}`),
    );
  }
  const environment = parsed.data;
  const production = environment.NODE_ENV === 'production';
  const problems = [
    ...junctionProblems(environment),
    ...accessProblems(environment),
    ...productionProblems(environment),
  ];
  if (problems.length > 0) throw new ConfigError(problems);

  return Object.freeze({
    production,
    host: environment.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    port: environment.PORT,
    logLevel: environment.LOG_LEVEL ?? (production ? 'info' : 'warn'),
    databaseUrl: databaseUrlOf(environment),
    junction: junctionOf(environment),
    sandboxPort: environment.SANDBOX_PORT,
    reconcileEveryMinutes: environment.RECONCILE_EVERY_MINUTES,
    retention: Object.freeze({
      inboxDays: environment.INBOX_RETENTION_DAYS,
      quarantineDays: environment.QUARANTINE_RETENTION_DAYS,
      finishedDays: environment.FINISHED_RETENTION_DAYS,
    }),
    corsOrigins: environment.CORS_ORIGINS,
    companyEntity: { type: environment.COMPANY_USER_TYPE, key: environment.COMPANY_USER_KEY },
    access: { routerSecrets: environment.ROUTER_SECRET, tokens: tokensOf(environment) },
    results: resultsOf(environment),
    publicUrl:
      environment.PUBLIC_URL ?? (production ? null : `http://127.0.0.1:${environment.PORT}`),
  });
}

function databaseUrlOf(environment: Environment): string | null {
  const { DATABASE_URL: url, DATABASE_CA_FILE: file } = environment;
  if (url === undefined) return null;
  return file === undefined ? url : withCertificateAuthority(url, file);
}

function junctionOf(environment: Environment): JunctionConfig | null {
  const apiKey = environment.JUNCTION_API_KEY;
  if (apiKey === undefined) return null;
  const region = environment.JUNCTION_ENVIRONMENT ?? environmentOfKey(apiKey);
  const baseUrl = environment.JUNCTION_BASE_URL ?? (region && BASE_URLS[region]);
  if (baseUrl === undefined) return null;
  return Object.freeze({
    baseUrl,
    apiKey,
    webhookSecrets: environment.JUNCTION_WEBHOOK_SECRET ?? [],
    teamIds: environment.JUNCTION_TEAM_ID,
  });
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
    problems.push('JUNCTION_ENVIRONMENT: expected, since the prefix of the API key tells none');
  if (region !== undefined && regionOfKey !== undefined && region !== regionOfKey)
    problems.push(`JUNCTION_ENVIRONMENT: contradicts the API key, which is for ${regionOfKey}`);
  return problems;
}

function resultsOf(environment: Environment): ResultsConfig {
  const { RESULTS_STORE: store, RESULTS_ENCRYPTION_KEY: encryptionKeys } = environment;
  const lacksKey = environment.NODE_ENV === 'production' && encryptionKeys.length === 0;
  if (store === 'off') return { store: 'OFF', encryptionKeys };
  return { store: lacksKey ? 'NO_KEY' : 'ON', encryptionKeys };
}

function tokensOf(environment: Environment): TokenConfig | null {
  const {
    AUTH_JWKS_URL: jwksUrl,
    AUTH_ISSUER: issuer,
    AUTH_AUDIENCE: audience,
    AUTH_USER_CLAIM: userClaim,
  } = environment;
  if (jwksUrl === undefined || issuer === undefined || audience === undefined) return null;
  return { jwksUrl, issuer, audience, userClaim };
}

/** Half of them would be worse than none: an issuer's keys sign tokens for many audiences. */
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
  const urls = { ...environment, DATABASE_URL: databaseUrlOf(environment) ?? undefined };
  return [...problems, ...transportProblems(urls, environment.ALLOW_INSECURE_TRANSPORT)];
}

function environmentOfKey(apiKey: string): JunctionEnvironment | undefined {
  return ENVIRONMENT_OF_PREFIX[apiKey.slice(0, 6)];
}

function isWebhookSecret(secret: string): boolean {
  const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1];
  const bytes = base64 === undefined ? 0 : Buffer.from(base64, 'base64').length;
  return bytes >= 24 && bytes <= 64;
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
