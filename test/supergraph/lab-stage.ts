import { printSubgraphSchema } from '@apollo/subgraph';
import { startSandbox, type Sandbox } from '@order-transactions/junction-sandbox';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startCompanyGraph, type Appointment } from '../../examples/supergraph/company-graph.js';
import { composeSupergraph } from '../../examples/supergraph/compose.js';
import { readConfig } from '../../src/config/config.js';
import { buildSchema } from '../../src/graphql/schema.js';
import { startService } from '../../src/service/start-service.js';
import { startIssuer, type TestIssuer } from '../access/support/issuer.js';
import { SECRET } from '../support/deliveries.js';
import { testLogger } from '../support/logger.js';
import { freePort } from '../support/process.js';

/** The service as in production, with tokens, next to a company's graph and a local Junction. */
export interface LabStage {
  /** The URL of the service's own graph. */
  readonly url: string;
  /** The supergraph of the service and the company. */
  readonly supergraph: string;
  readonly issuer: TestIssuer;
  readonly sandbox: Sandbox;
  /** Restarts the service on the same port, after it has closed its connections. */
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface LabStageOptions {
  readonly databaseUrl: string;
  /** Without it, the service accepts callers with only a token. */
  readonly routerSecret?: string;
  readonly appointments?: readonly Appointment[];
}

const API_KEY = 'sk_us_test';

export async function startLabStage(options: LabStageOptions): Promise<LabStage> {
  const folder = await mkdtemp(path.join(tmpdir(), 'order-transactions-stage-'));
  const port = await freePort();
  const issuer = await startIssuer();
  const sandbox = await startSandbox({
    port: 0,
    folder,
    apiKey: API_KEY,
    webhookSecret: SECRET,
    webhookUrl: `http://127.0.0.1:${port}/webhooks/junction`,
  });
  const start = () => startTestService({ ...options, port, issuer, junctionUrl: sandbox.url });
  let service = await start();
  const company = await startCompanyGraph(options.appointments ?? [], 0);
  const url = `${service.url}/graphql`;
  return {
    url,
    supergraph: composeSupergraph({
      orderTransactionsUrl: url,
      orderTransactionsSdl: printSubgraphSchema(buildSchema()),
      companyUrl: company.url,
    }),
    issuer,
    sandbox,
    restart: async () => {
      await service.close();
      service = await start();
    },
    close: async () => {
      await company.close();
      await sandbox.close();
      await service.close();
      await issuer.goAway();
      await rm(folder, { recursive: true });
    },
  };
}

interface TestServiceOptions extends LabStageOptions {
  readonly port: number;
  readonly issuer: TestIssuer;
  readonly junctionUrl: string;
}

function startTestService({
  databaseUrl,
  routerSecret = '',
  port,
  issuer,
  junctionUrl,
}: TestServiceOptions) {
  const { jwksUrl, issuer: issuerName, audience } = issuer.settings;
  const config = readConfig({
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: String(port),
    SHUTDOWN_GRACE_SECONDS: '0',
    DATABASE_URL: databaseUrl,
    JUNCTION_API_KEY: API_KEY,
    JUNCTION_BASE_URL: junctionUrl,
    JUNCTION_WEBHOOK_SECRET: SECRET,
    ROUTER_SECRET: routerSecret,
    AUTH_JWKS_URL: jwksUrl,
    AUTH_ISSUER: issuerName,
    AUTH_AUDIENCE: audience,
    AUTH_CLOCK_TOLERANCE_SECONDS: '0',
    RECONCILE_EVERY_MINUTES: '0',
    PUBLIC_URL: 'https://labs.example.com',
  });
  if (config.junction === null) throw new Error('the key names a Junction');
  const { junction } = config;
  return startService({ config, junction, operations: [], logger: testLogger() });
}
