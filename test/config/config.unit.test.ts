import { ConfigError, readConfig } from '../../src/config/config.js';
import { PUBLISHED_WEBHOOK_SECRET } from '../../src/config/secrets.js';

const SECRET = `whsec_${Buffer.from('a secret of the tests, 31 bytes').toString('base64')}`;
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://user:hunter2@db.internal/orders?sslmode=verify-full',
  JUNCTION_API_KEY: 'pk_eu_very-secret',
  JUNCTION_WEBHOOK_SECRET: SECRET,
  ROUTER_SECRET: 'the secret of the router in these tests',
};

function problemsOf(variables: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(variables);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

afterEach(() => jest.restoreAllMocks());

describe('the settings', () => {
  test('have defaults for everything in development', () => {
    expect(readConfig({})).toMatchObject({
      production: false,
      host: '127.0.0.1',
      port: 4000,
      databaseUrl: null,
      junction: null,
    });
  });

  test('limit what subscribers hold open and send', () => {
    expect(readConfig({ MAX_SOCKETS_PER_VIEWER: '3' }).subscriptions).toEqual({
      socketsPerViewer: 3,
      subscriptionsPerViewer: 200,
      subscriptionsPerSocket: 1_000,
      messagesPerSecond: 50,
    });
    expect(problemsOf({ MAX_SUBSCRIPTIONS_PER_SOCKET: '0' })).toEqual([
      'MAX_SUBSCRIPTIONS_PER_SOCKET: expected a whole number from 1',
    ]);
  });

  test('give load balancers time to notice a shutdown in production', () => {
    expect(readConfig({}).shutdownGraceMs).toBe(0);
    expect(readConfig(production).shutdownGraceMs).toBe(5_000);
    expect(readConfig({ SHUTDOWN_GRACE_SECONDS: '1.5' }).shutdownGraceMs).toBe(1_500);
    expect(readConfig({}).connections).toEqual({ keepAliveMs: 620_000, headersMs: 10_000 });
    expect(readConfig({ KEEP_ALIVE_SECONDS: '15' }).connections.keepAliveMs).toBe(15_000);
    expect(problemsOf({ HEADERS_TIMEOUT_SECONDS: '0' })).toEqual([
      'HEADERS_TIMEOUT_SECONDS: expected seconds from 1 to 60',
    ]);
    expect(problemsOf({ SHUTDOWN_GRACE_SECONDS: 'soon' })).toEqual([
      'SHUTDOWN_GRACE_SECONDS: expected seconds from 0 to 600',
    ]);
  });

  test('send no traces and open no further port unless configured', () => {
    expect(readConfig({})).toMatchObject({ traces: false, metricsPort: null });
    const given = { METRICS_PORT: '9464', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };
    expect(readConfig(given)).toMatchObject({ traces: true, metricsPort: 9464 });
    expect(problemsOf({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' })).toEqual([
      'OTEL_EXPORTER_OTLP_ENDPOINT: expected an http(s) URL',
    ]);
  });

  test('treat an empty variable as absent', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' })).toEqual(readConfig({}));
  });

  test.each([
    ['pk_us_x', 'https://api.us.junction.com'],
    ['pk_eu_x', 'https://api.eu.junction.com'],
    ['sk_us_x', 'https://api.sandbox.us.junction.com'],
    ['sk_eu_x', 'https://api.sandbox.eu.junction.com'],
  ])('find the region by the prefix of the key %s', (key, baseUrl) => {
    const config = readConfig({ JUNCTION_API_KEY: key, JUNCTION_WEBHOOK_SECRET: SECRET });
    expect(config.junction?.baseUrl).toBe(baseUrl);
  });

  test('reject a region that contradicts the key', () => {
    expect(
      problemsOf({
        JUNCTION_API_KEY: 'pk_us_x',
        JUNCTION_WEBHOOK_SECRET: SECRET,
        JUNCTION_ENVIRONMENT: 'production_eu',
      }),
    ).toEqual(['JUNCTION_ENVIRONMENT: contradicts the API key, which is for production_us']);
  });

  test('let JUNCTION_BASE_URL override key and region', () => {
    const config = readConfig({
      JUNCTION_API_KEY: 'x',
      JUNCTION_WEBHOOK_SECRET: `${SECRET}, ${SECRET}`,
      JUNCTION_BASE_URL: 'http://127.0.0.1:4999',
    });
    expect(config.junction?.baseUrl).toBe('http://127.0.0.1:4999');
    expect(config.junction?.webhookSecrets).toEqual([SECRET, SECRET]);
  });

  const KEY = Buffer.alloc(32, 1);
  const OLD_KEY = Buffer.alloc(32, 2);

  test.each([
    ['in development, with a key of its own', {}, { store: 'ON', encryptionKeys: [] }],
    [
      'in production, with the key that is given',
      { ...production, RESULTS_ENCRYPTION_KEY: KEY.toString('base64') },
      { store: 'ON', encryptionKeys: [KEY] },
    ],
    [
      'with the old key beside the new one during a rotation',
      { RESULTS_ENCRYPTION_KEY: `${KEY.toString('base64')}, ${OLD_KEY.toString('base64')}` },
      { store: 'ON', encryptionKeys: [KEY, OLD_KEY] },
    ],
    ['not in production without a key', production, { store: 'NO_KEY', encryptionKeys: [] }],
    ['not when they are configured not to', { RESULTS_STORE: 'off' }, { store: 'OFF' }],
  ])('store results %s', (_, variables, results) => {
    expect(readConfig(variables).results).toMatchObject(results);
  });

  test.each(['c2hvcnQ=', 'not base64!', Buffer.alloc(33).toString('base64')])(
    'reject the encryption key %s without repeating it',
    (key) => {
      const [problem, ...others] = problemsOf({ RESULTS_ENCRYPTION_KEY: key });
      expect(problem).toMatch(/^RESULTS_ENCRYPTION_KEY: expected 32 bytes in base64/);
      expect(problem).not.toContain(key);
      expect(others).toEqual([]);
    },
  );

  test('store finished transactions without limit, or for at least a week', () => {
    expect(readConfig({}).retention.finishedDays).toBe(0);
    expect(readConfig({ FINISHED_RETENTION_DAYS: '730' }).retention.finishedDays).toBe(730);
    expect(problemsOf({ FINISHED_RETENTION_DAYS: '6' })).toEqual([
      'FINISHED_RETENTION_DAYS: expected 0 (never) or at least 7 days',
    ]);
  });

  test('reject replica URLs without a database URL', () => {
    const url = 'postgres://localhost/orders';
    expect(problemsOf({ DATABASE_DIRECT_URL: url, DATABASE_REPLICA_URLS: url })).toEqual([
      'DATABASE_URL: expected, since DATABASE_DIRECT_URL is set',
      'DATABASE_URL: expected, since DATABASE_REPLICA_URLS is set',
    ]);
  });

  test('reject a key without a webhook secret', () => {
    expect(problemsOf({ JUNCTION_API_KEY: 'sk_us_x' })).toEqual([
      'JUNCTION_WEBHOOK_SECRET: expected, since JUNCTION_API_KEY is set',
    ]);
  });

  test('name all problems at once, and no value', () => {
    const values = { PORT: 'four', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://root:hunter2@db/x' };
    const problems = problemsOf({ ...values, JUNCTION_WEBHOOK_SECRET: 'whsec_c2hvcnQ=' });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'PORT',
      'LOG_LEVEL',
      'DATABASE_URL',
      'JUNCTION_WEBHOOK_SECRET',
    ]);
    expect(problems.join()).not.toMatch(/four|loud|hunter2|c2hvcnQ/);
  });
});

describe('production', () => {
  test('starts when the settings are complete, on all addresses', () => {
    expect(readConfig(production)).toMatchObject({ production: true, host: '0.0.0.0' });
  });

  test.each([
    ['DATABASE_URL'],
    ['JUNCTION_API_KEY'],
    ['JUNCTION_WEBHOOK_SECRET'],
    ['ROUTER_SECRET'],
  ])('does not start without %s', (name) => {
    expect(problemsOf({ ...production, [name]: '' }).join()).toContain(name);
  });

  test('accepts callers’ tokens in place of the router’s secret', () => {
    const tokens = {
      AUTH_JWKS_URL: 'https://login.example.com/jwks.json',
      AUTH_ISSUER: 'https://login.example.com/',
      AUTH_AUDIENCE: 'orders',
    };
    expect(problemsOf({ ...production, ROUTER_SECRET: '', ...tokens })).toEqual([]);
    expect(problemsOf({ ...production, ...tokens, AUTH_AUDIENCE: '' })).toEqual([
      'AUTH_AUDIENCE: expected, since others of AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE are set',
    ]);
  });

  test.each([
    ['DATABASE_URL', 'postgres://user:hunter2@db.internal/orders'],
    ['DATABASE_URL', 'postgres://user:hunter2@db.internal/orders?sslmode=require'],
    ['DATABASE_URL', 'postgres://user:hunter2@db.internal/orders?sslmode=no-verify'],
    ['DATABASE_DIRECT_URL', 'postgres://user:hunter2@db.internal/orders'],
    ['DATABASE_REPLICA_URLS', 'postgres://localhost/orders, postgres://db.internal/orders'],
    ['JUNCTION_BASE_URL', 'http://junction.example'],
    ['AUTH_JWKS_URL', 'http://login.example/keys'],
  ])('rejects %s without verified encryption, unless it is allowed', (name, url) => {
    // The driver prints a warning for `sslmode=require`.
    jest.spyOn(process, 'emitWarning').mockReturnValue(undefined);
    const others = { AUTH_ISSUER: 'x', AUTH_AUDIENCE: 'x', AUTH_JWKS_URL: 'https://login.example' };
    const variables = { ...production, ...others, [name]: url };
    expect(problemsOf(variables)).toEqual([
      expect.stringMatching(`^${name}: .*ALLOW_INSECURE_TRANSPORT$`),
    ]);
    expect(problemsOf({ ...variables, ALLOW_INSECURE_TRANSPORT: name })).toEqual([]);
  });

  test.each([
    'postgres://localhost/orders',
    'postgres://user@127.0.0.1:5432/orders',
    'postgres://[::1]/orders',
    'postgres:///orders',
    'postgres:///orders?host=/var/run/postgresql',
    'postgres://user@/orders?host=/cloudsql/project:region:instance',
    'postgres://user@%2Fvar%2Frun%2Fpostgresql:5433/orders',
    'postgres://user@localhost/orders?host=/var/run/postgresql&port=5433',
  ])('needs no encryption within the machine: %s', (url) => {
    expect(problemsOf({ ...production, DATABASE_URL: url })).toEqual([]);
  });

  test('requires encryption where the parameter host overrides localhost', () => {
    const url = 'postgres://localhost/orders?host=db.internal';
    expect(problemsOf({ ...production, DATABASE_URL: url }).join()).toMatch(
      /^DATABASE_URL: .*verify-full/,
    );
  });

  test('rejects a router secret that can be guessed, and names the command that makes one', () => {
    const weak = 'a'.repeat(31);
    const [problem, ...others] = problemsOf({
      ...production,
      ROUTER_SECRET: `${production.ROUTER_SECRET}, ${weak}`,
    });
    expect(problem).toMatch(/^ROUTER_SECRET: expected at least 32 characters .*randomBytes/);
    expect(problem).not.toContain(weak);
    expect(others).toEqual([]);
    expect(problemsOf({ ROUTER_SECRET: weak })).toEqual([]);
  });

  test('rejects the webhook secret that the sandbox publishes', () => {
    const variables = {
      JUNCTION_API_KEY: 'sk_us_x',
      JUNCTION_WEBHOOK_SECRET: `${SECRET}, ${PUBLISHED_WEBHOOK_SECRET}`,
    };
    const [problem, ...others] = problemsOf({ ...production, ...variables });
    expect(problem).toMatch(
      /^JUNCTION_WEBHOOK_SECRET: expected the secret of your webhook endpoint/,
    );
    expect(problem).not.toContain('whsec_');
    expect(others).toEqual([]);
    expect(problemsOf(variables)).toEqual([]);
  });
});

describe('the address of the service', () => {
  test.each([
    ['[::1]', 'HOST: expected an IPv6 address without brackets: ::1'],
    [
      '999.1.1.1',
      'HOST: expected an IP address or host name of this machine, for example 127.0.0.1; got 999.1.1.1',
    ],
  ])('is rejected with HOST=%s', (HOST, problem) => {
    expect(problemsOf({ HOST })).toEqual([problem]);
  });

  test.each(['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost', 'pod-7.internal'])(
    'is accepted with HOST=%s',
    (HOST) => {
      expect(readConfig({ HOST }).host).toBe(HOST);
    },
  );

  test('cannot have two servers on one port', () => {
    expect(problemsOf({ PORT: '4100', METRICS_PORT: '4100' })).toEqual([
      'METRICS_PORT: expected a port other than 4100, which is PORT',
    ]);
    expect(problemsOf({ PORT: '4010' })).toEqual([
      'SANDBOX_PORT: expected a port other than 4010, which is PORT',
    ]);
    expect(problemsOf({ ...production, PORT: '4010' })).toEqual([]);
    expect(problemsOf({ PORT: '0', SANDBOX_PORT: '0' })).toEqual([]);
  });
});
