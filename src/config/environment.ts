import { isIP } from 'node:net';
import { z } from 'zod';
import {
  DatabaseUrlError,
  normalizeDatabaseUrl,
  withCertificateAuthority,
} from './database-url.js';
import { NETWORK_SETTINGS } from './transport.js';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
/** The base URL of each Junction environment. */
export const BASE_URLS = {
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

const numberBetween = (least: number, most: number, error: string) =>
  z.coerce.number({ error }).min(least, error).max(most, error);
const secondsBetween = (least: number, most: number) =>
  numberBetween(least, most, `seconds from ${least} to ${most}`);
const portNumber = numberBetween(0, 65_535, 'a port from 0 to 65535').int('a port from 0 to 65535');
const port = (fallback: number) => portNumber.default(fallback);
const days = (fallback: number) =>
  z.coerce
    .number({ error: 'a number of days' })
    .int('a whole number of days')
    // The sender repeats a message for about 28 hours, and an operator needs time to examine a failure.
    .min(7, 'at least 7 days')
    .default(fallback);
const limit = (fallback: number) =>
  z.coerce
    .number({ error: 'a whole number from 1' })
    .int('a whole number from 1')
    .min(1, 'a whole number from 1')
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
const databaseUrl = z.string().transform((text, context) => {
  try {
    return normalizeDatabaseUrl(text);
  } catch (error) {
    if (!(error instanceof DatabaseUrlError)) throw error;
    context.addIssue({ code: 'custom', message: error.message });
    return z.NEVER;
  }
});
/** A bracketed IPv6 address, or digits and dots, which no resolver reads as a host name. */
const NO_HOST = /^\[.*\]$|^[\d.]+$/;
const host = z.string().refine((text) => isIP(text) !== 0 || !NO_HOST.test(text), {
  error: ({ input }) => {
    const address = String(input).replace(/^\[(.*)\]$/, '$1');
    return isIP(address) === 6
      ? `an IPv6 address without brackets: ${address}`
      : `an IP address or host name of this machine, for example 127.0.0.1; got ${address}`;
  },
});
const graphqlName = z
  .string()
  .regex(/^(?!__)[A-Za-z_][A-Za-z0-9_]*$/, 'a name of GraphQL, e.g. Patient');

/** The variables, each checked by itself. */
export const Environment = z.object({
  NODE_ENV: z.string().optional(),
  HOST: host.optional(),
  PORT: port(4000),
  METRICS_PORT: portNumber.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/, error: 'an http(s) URL' }).optional(),
  SHUTDOWN_GRACE_SECONDS: secondsBetween(0, 600).optional(),
  KEEP_ALIVE_SECONDS: secondsBetween(1, 3_600).default(620),
  HEADERS_TIMEOUT_SECONDS: secondsBetween(1, 60).default(10),
  LOG_LEVEL: z.enum(LOG_LEVELS, `one of ${LOG_LEVELS.join(', ')}`).optional(),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_DIRECT_URL: databaseUrl.optional(),
  DATABASE_REPLICA_URLS: list.pipe(z.array(databaseUrl)).default([]),
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
  RECONCILE_EVERY_MINUTES: numberBetween(0, 1_440, 'minutes from 0 (never) to 1440').default(15),
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
  AUTH_CLOCK_TOLERANCE_SECONDS: secondsBetween(0, 300).int('a whole number of seconds').default(30),
  COMPRESS_RESPONSES: z.enum(['on', 'off'], 'on or off').default('off'),
  MAX_SOCKETS_PER_VIEWER: limit(20),
  MAX_SUBSCRIPTIONS_PER_VIEWER: limit(200),
  MAX_SUBSCRIPTIONS_PER_SOCKET: limit(1_000),
  MAX_SOCKET_MESSAGES_PER_SECOND: limit(50),
  CORS_ORIGINS: list.pipe(z.array(origin)).default([]),
  COMPANY_USER_TYPE: graphqlName.default('User'),
  COMPANY_USER_KEY: graphqlName.default('id'),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'an http(s) URL' }).optional(),
  RESULTS_STORE: z.enum(['on', 'off'], 'on or off').default('on'),
  RESULTS_ENCRYPTION_KEY: list.pipe(z.array(encryptionKey)).default([]),
});
export type Environment = z.infer<typeof Environment>;

/** The environment that an API key belongs to, by its prefix. */
export function environmentOfKey(apiKey: string): JunctionEnvironment | undefined {
  return ENVIRONMENT_OF_PREFIX[apiKey.slice(0, 6)];
}

/** The URLs of the databases. */
export interface DatabaseUrls {
  readonly databaseUrl: string | null;
  readonly databaseDirectUrl: string | null;
  readonly databaseReplicaUrls: readonly string[];
}

/** The variables that name the databases. */
export const DatabaseEnvironment = Environment.pick({
  DATABASE_URL: true,
  DATABASE_DIRECT_URL: true,
  DATABASE_REPLICA_URLS: true,
  DATABASE_CA_FILE: true,
});

/** The URLs of the databases, with the authority that signed their certificates. */
export function databaseUrlsOf(environment: z.infer<typeof DatabaseEnvironment>): DatabaseUrls {
  const { DATABASE_CA_FILE: file } = environment;
  const verified = (url: string) =>
    file === undefined ? url : withCertificateAuthority(url, file);
  const verifiedIfSet = (url: string | undefined) => (url === undefined ? null : verified(url));
  return {
    databaseUrl: verifiedIfSet(environment.DATABASE_URL),
    databaseDirectUrl: verifiedIfSet(environment.DATABASE_DIRECT_URL),
    databaseReplicaUrls: environment.DATABASE_REPLICA_URLS.map(verified),
  };
}

function isWebhookSecret(secret: string): boolean {
  const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1];
  const bytes = base64 === undefined ? 0 : Buffer.from(base64, 'base64').length;
  return bytes >= 24 && bytes <= 64;
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
