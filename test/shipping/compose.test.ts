import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { readConfig } from '../../src/config/config.js';
import { Environment } from '../../src/config/environment.js';
import { SECRET } from '../support/deliveries.js';
import { startProcess } from '../support/process.js';

const FOLDER = path.join(__dirname, '../../examples/compose');
/** Made by `npm run supergraph:compose`, as the README beside it says. */
const MADE = './supergraph.graphql';

/** The part of the Compose specification that is used here; a key that is none of it is a mistake. */
const Service = z.strictObject({
  image: z
    .string()
    .regex(/:[\w.-]+$/, 'a tag')
    .optional(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  volumes: z.array(z.string().regex(/^\S+:\/\S+$/)).default([]),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/, 'of this machine alone')).default([]),
  healthcheck: z
    .strictObject({
      test: z.array(z.string()).min(2),
      interval: z.string().regex(/^\d+s$/),
      retries: z.int(),
    })
    .optional(),
  depends_on: z
    .record(z.string(), z.strictObject({ condition: z.literal('service_healthy') }))
    .default({}),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  stop_grace_period: z
    .string()
    .regex(/^\d+s$/)
    .optional(),
  restart: z.literal('unless-stopped'),
});
const Compose = z.strictObject({
  name: z.string(),
  services: z.strictObject({ postgres: Service, 'order-transactions': Service, gateway: Service }),
  volumes: z.record(z.string(), z.null()),
});

const { services, volumes } = Compose.parse(
  parse(readFileSync(path.join(FOLDER, 'compose.yaml'), 'utf8')),
);
const service = services['order-transactions'];

/** What the person who starts it has to give. */
const GIVEN: Readonly<Record<string, string>> = {
  POSTGRES_PASSWORD: 'a1b2',
  JUNCTION_API_KEY: 'sk_us_x',
  JUNCTION_WEBHOOK_SECRET: SECRET,
  ROUTER_SECRET: 'the secret of the router in these tests',
  RESULTS_ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
};

function filledIn(text: string): string {
  return text.replace(/\$\{(\w+)(?::\?[^}]*)?\}/g, (_, name: string) => GIVEN[name] ?? '');
}

const settings = Object.fromEntries(
  Object.entries(service.environment).map(([name, text]) => [name, filledIn(text)]),
);

test('the service gets existing settings, enough for production', () => {
  const known = Object.keys(Environment.shape);
  expect(Object.keys(settings).filter((name) => !known.includes(name))).toEqual([]);
  expect(readConfig({ NODE_ENV: 'production', ...settings })).toMatchObject({
    production: true,
    results: { store: 'ON' },
    access: { routerSecrets: [GIVEN.ROUTER_SECRET] },
  });
});

test('each required setting is requested, and named in the README', () => {
  const readme = readFileSync(path.join(FOLDER, 'README.md'), 'utf8');
  const asked = Object.values(services)
    .flatMap(({ environment }) => Object.values(environment))
    .flatMap((text) => Array.from(text.matchAll(/\$\{(\w+):\?/g), ([, name = '']) => name));
  expect(asked.sort()).toEqual(Object.keys(GIVEN).sort());
  for (const name of asked) expect(readme).toContain(`${name}=`);
});

test('the service and the database agree on user, database and password', () => {
  const url = new URL(settings.DATABASE_URL ?? '');
  const { POSTGRES_USER, POSTGRES_DB, POSTGRES_PASSWORD = '' } = services.postgres.environment;
  expect([url.username, url.pathname.slice(1), url.password]).toEqual([
    POSTGRES_USER,
    POSTGRES_DB,
    filledIn(POSTGRES_PASSWORD),
  ]);
  expect(Object.keys(services)).toContain(url.hostname);
});

test('the service runs without privileges on a read-only root file system', () => {
  expect(service).toMatchObject({
    build: '../..',
    read_only: true,
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges:true'],
  });
  expect(Object.keys(service.depends_on)).toEqual(['postgres']);
});

test('mounted files exist, or are created as the README describes', () => {
  for (const { volumes: mounts } of Object.values(services)) {
    for (const [source = ''] of mounts.map((mount) => mount.split(':'))) {
      const isThere = source.startsWith('.')
        ? source === MADE || existsSync(path.join(FOLDER, source))
        : source in volumes;
      expect([source, isThere]).toEqual([source, true]);
    }
  }
});

test('the gateway looks for the subgraph where it is', async () => {
  const script = path.join(FOLDER, 'compose-supergraph.ts');
  const composing = startProcess(FOLDER, {}, ['--import', 'tsx', script]);
  expect(await composing.exited).toBe(0);

  const [, address = ''] =
    /@join__graph\(name: "order-transactions", url: "(.+)"\)/.exec(composing.output()) ?? [];
  const { hostname, port, pathname } = new URL(address);
  expect([hostname, pathname]).toEqual(['order-transactions', '/graphql']);
  expect(service.ports).toEqual([expect.stringMatching(new RegExp(`:${port}$`))]);
}, 60_000);
