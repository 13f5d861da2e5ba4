import type { z } from 'zod';
import {
  BASE_URLS,
  DatabaseEnvironment,
  databaseUrlsOf,
  Environment,
  environmentOfKey,
  type DatabaseUrls,
  type LOG_LEVELS,
} from './environment.js';
import { problemsOf } from './problems.js';

/** The service's settings. Each module receives only the settings that it needs; no other code reads the environment. */
export interface Config {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Null: metrics are served on the service's own port, to requests with the router's secret. */
  readonly metricsPort: number | null;
  /** Whether traces are sent. OpenTelemetry reads the destination from its own variables. */
  readonly traces: boolean;
  /**
   * The time from the signal to stop until new connections are rejected, in which load balancers remove the instance.
   */
  readonly shutdownGraceMs: number;
  readonly connections: ConnectionConfig;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Null: the embedded Postgres in ./.data/pg. */
  readonly databaseUrl: string | null;
  /** The URL of Postgres itself where `databaseUrl` leads to a transaction pooler; null: it does not. */
  readonly databaseDirectUrl: string | null;
  /** Read replicas that answer queries. */
  readonly databaseReplicaUrls: readonly string[];
  /** Null, outside production only: the local sandbox replaces Junction. */
  readonly junction: JunctionConfig | null;
  readonly sandboxPort: number;
  /** The interval of the reconcile job; 0: the job does not run. */
  readonly reconcileEveryMinutes: number;
  readonly companyEntity: CompanyEntity;
  readonly compressResponses: boolean;
  /** The origins whose pages may query the graph from a browser, e.g. `https://app.example.com`. */
  readonly corsOrigins: readonly string[];
  readonly access: AccessConfig;
  readonly subscriptions: SubscriptionLimits;
  readonly results: ResultsConfig;
  /** The URL by which browsers reach this service, e.g. `https://labs.example.com`; null where it is not configured. */
  readonly publicUrl: string | null;
  readonly retention: RetentionConfig;
}

/** Limits of HTTP connections. */
export interface ConnectionConfig {
  /** How long an idle connection stays open: longer than clients and load balancers use it. */
  readonly keepAliveMs: number;
  /** The time limit for the headers of a request. */
  readonly headersMs: number;
}

/** What subscribers may hold open and send. Viewers who may read everything have no limits of their own. */
export interface SubscriptionLimits {
  readonly socketsPerViewer: number;
  /** Counted over all sockets and event streams. */
  readonly subscriptionsPerViewer: number;
  /** A router may share one socket among its clients. */
  readonly subscriptionsPerSocket: number;
  /** Counted for each socket, and for each viewer over all sockets. */
  readonly messagesPerSecond: number;
}

/** The number of days for which data is stored. */
export interface RetentionConfig {
  readonly inboxDays: number;
  readonly quarantineDays: number;
  /** Counted from the last message about a completed or cancelled transaction; 0: it is never removed. */
  readonly finishedDays: number;
}

/** Lab results at rest. */
export interface ResultsConfig {
  /** Whether results are stored. `NO_KEY`: they are not, because production has no encryption key. */
  readonly store: 'ON' | 'OFF' | 'NO_KEY';
  /**
   * Keys of 32 bytes: the first one seals, all of them open. Empty where none is configured: development creates its
   * own.
   */
  readonly encryptionKeys: readonly Buffer[];
}

/** The access checks of the graph; without either, anyone who reaches the port can read everything. */
export interface AccessConfig {
  /** Several during a rotation. */
  readonly routerSecrets: readonly string[];
  readonly tokens: TokenConfig | null;
}

/** What makes a caller's JWT valid, and which claim contains the company's own id of the user. */
export interface TokenConfig {
  readonly jwksUrl: string;
  readonly issuer: string;
  readonly audience: string;
  readonly userClaim: string;
  /** The accepted difference between the issuer's clock and this one. */
  readonly clockToleranceSeconds: number;
}

export interface JunctionConfig {
  readonly baseUrl: string;
  readonly apiKey: string;
  /** `whsec_…`, several during a rotation. */
  readonly webhookSecrets: readonly string[];
  /** Other teams' events are acknowledged and dropped; empty: every team is ours. */
  readonly teamIds: readonly string[];
}

/** The company's user entity, to which order transactions are added, and its key field. */
export interface CompanyEntity {
  readonly type: string;
  readonly key: string;
}

/** All problems of the configuration: each with the variable's name and what is expected, never a secret. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`Invalid configuration:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
  }
}

/**
 * Reads the settings.
 *
 * @param variables the environment; an empty value counts as absent.
 * @throws ConfigError
 */
export function readConfig(variables: NodeJS.ProcessEnv): Config {
  const environment = parse(Environment, variables);
  const production = environment.NODE_ENV === 'production';
  const problems = problemsOf(environment);
  if (problems.length > 0) throw new ConfigError(problems);

  return Object.freeze({
    production,
    host: environment.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    port: environment.PORT,
    metricsPort: environment.METRICS_PORT ?? null,
    traces: environment.OTEL_EXPORTER_OTLP_ENDPOINT !== undefined,
    shutdownGraceMs: 1_000 * (environment.SHUTDOWN_GRACE_SECONDS ?? (production ? 5 : 0)),
    connections: {
      keepAliveMs: 1_000 * environment.KEEP_ALIVE_SECONDS,
      headersMs: 1_000 * environment.HEADERS_TIMEOUT_SECONDS,
    },
    logLevel: environment.LOG_LEVEL ?? (production ? 'info' : 'warn'),
    ...databaseUrlsOf(environment),
    junction: junctionOf(environment),
    sandboxPort: environment.SANDBOX_PORT,
    reconcileEveryMinutes: environment.RECONCILE_EVERY_MINUTES,
    retention: Object.freeze({
      inboxDays: environment.INBOX_RETENTION_DAYS,
      quarantineDays: environment.QUARANTINE_RETENTION_DAYS,
      finishedDays: environment.FINISHED_RETENTION_DAYS,
    }),
    compressResponses: environment.COMPRESS_RESPONSES === 'on',
    corsOrigins: environment.CORS_ORIGINS,
    companyEntity: { type: environment.COMPANY_USER_TYPE, key: environment.COMPANY_USER_KEY },
    access: { routerSecrets: environment.ROUTER_SECRET, tokens: tokensOf(environment) },
    subscriptions: {
      socketsPerViewer: environment.MAX_SOCKETS_PER_VIEWER,
      subscriptionsPerViewer: environment.MAX_SUBSCRIPTIONS_PER_VIEWER,
      subscriptionsPerSocket: environment.MAX_SUBSCRIPTIONS_PER_SOCKET,
      messagesPerSecond: environment.MAX_SOCKET_MESSAGES_PER_SECOND,
    },
    results: resultsOf(environment),
    publicUrl:
      environment.PUBLIC_URL ?? (production ? null : `http://127.0.0.1:${environment.PORT}`),
  });
}

/**
 * Reads the database settings alone, for programs that need no other.
 *
 * @throws ConfigError
 */
export function readDatabaseUrls(variables: NodeJS.ProcessEnv): DatabaseUrls {
  return databaseUrlsOf(parse(DatabaseEnvironment, variables));
}

function parse<T>(schema: z.ZodType<T>, variables: NodeJS.ProcessEnv): T {
  const filled = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(filled);
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map((issue) => `${String(issue.path[0])}: expected ${issue.message}`),
  );
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
    AUTH_CLOCK_TOLERANCE_SECONDS: clockToleranceSeconds,
  } = environment;
  if (jwksUrl === undefined || issuer === undefined || audience === undefined) return null;
  return { jwksUrl, issuer, audience, userClaim, clockToleranceSeconds };
}
