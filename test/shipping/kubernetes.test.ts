import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Deployment } from 'kubernetes-models/apps/v1';
import { Job } from 'kubernetes-models/batch/v1';
import { NetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1';
import { ConfigMap, Secret, Service, type IPodTemplateSpec } from 'kubernetes-models/v1';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { readConfig } from '../../src/config/config.js';
import { createProgram } from '../../src/cli/program.js';
import { Environment } from '../../src/config/environment.js';
import { SECRET } from '../support/deliveries.js';

const ROOT = path.join(__dirname, '../..');
const FOLDER = path.join(ROOT, 'docs/operations/kubernetes');
/** The path of the manifests as a module for the compiler. No file is written there. */
const MODULE = path.join(__dirname, 'manifests.ts');

const KINDS = { Deployment, Job, NetworkPolicy, PodDisruptionBudget, ConfigMap, Secret, Service };
type Kind = keyof typeof KINDS;

interface Manifest {
  readonly apiVersion: string;
  readonly kind: Kind;
}

const manifests = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .flatMap((file) => parseAllDocuments(readFileSync(path.join(FOLDER, file), 'utf8')))
  .map((document) => document.toJS({ mapAsMap: false }) as Manifest);

function only<K extends Kind>(kind: K): InstanceType<(typeof KINDS)[K]> {
  const found = manifests.filter((manifest) => manifest.kind === kind);
  if (found.length !== 1) throw new Error(`there is not one ${kind}`);
  return new KINDS[kind](found[0] as object) as InstanceType<(typeof KINDS)[K]>;
}

/**
 * The compiler's errors for manifests as objects of Kubernetes' types, including unknown keys, which the schemas
 * permit.
 */
function mistakesIn(given: readonly object[]): string[] {
  const text = (given as readonly Manifest[])
    .map(
      (manifest, index) =>
        `import type { I${manifest.kind} as Kind${index} } from 'kubernetes-models/${manifest.apiVersion}';\n` +
        `export const manifest${index}: Kind${index} = ${JSON.stringify(manifest)};`,
    )
    .join('\n');
  const options = { strict: true, noEmit: true, skipLibCheck: true, types: [] };
  const host = ts.createCompilerHost(options);
  const fileExists = host.fileExists.bind(host);
  const getSourceFile = host.getSourceFile.bind(host);
  host.fileExists = (file) => file === MODULE || fileExists(file);
  host.getSourceFile = (file, ...more) =>
    file === MODULE ? ts.createSourceFile(file, text, more[0]) : getSourceFile(file, ...more);
  const module = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 };
  return ts
    .getPreEmitDiagnostics(ts.createProgram([MODULE], { ...options, ...module }, host))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

const deployment = only('Deployment');
const job = only('Job');
const podTemplates = [deployment.spec?.template, job.spec?.template];

function containerOf(template: IPodTemplateSpec | undefined) {
  const [container, ...others] = template?.spec?.containers ?? [];
  if (!container || others.length > 0) throw new Error('there is not one container');
  return container;
}

describe('the manifests', () => {
  it('are valid against the schemas of Kubernetes', () => {
    for (const { kind } of manifests) expect(() => only(kind).validate()).not.toThrow();
    expect(() => new Service({ spec: { ports: [{ port: 'x' as never }] } }).validate()).toThrow();
  });

  it('contain no key that Kubernetes does not define', () => {
    const misspelt = { ...manifests[0], metdata: {} };
    // The misspelt manifest proves that the compiler checks keys.
    expect(mistakesIn([...manifests, misspelt])).toEqual([expect.stringContaining('"metdata"')]);
  });

  it('run unprivileged, on a read-only root file system, within limits', () => {
    for (const template of podTemplates) {
      expect(template?.spec).toMatchObject({
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      });
      expect(containerOf(template)).toMatchObject({
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        resources: {
          requests: { cpu: expect.anything() as unknown, memory: expect.anything() as unknown },
          limits: { cpu: expect.anything() as unknown, memory: expect.anything() as unknown },
        },
      });
    }
  });

  it('keep one of two replicas through roll-outs and drained nodes', () => {
    expect(deployment.spec).toMatchObject({
      replicas: 2,
      strategy: { rollingUpdate: { maxUnavailable: 0 } },
    });
    expect(only('PodDisruptionBudget').spec).toMatchObject({
      minAvailable: 1,
      selector: deployment.spec?.selector,
    });
  });

  it('check liveness and readiness separately', () => {
    const { startupProbe, livenessProbe, readinessProbe } = containerOf(deployment.spec?.template);
    expect([startupProbe, livenessProbe, readinessProbe].map((it) => it?.httpGet?.path)).toEqual([
      '/health/live',
      '/health/live',
      '/health/ready',
    ]);
  });

  it('give a shutdown more time than the service needs', () => {
    const [, limit = ''] =
      /CLOSE_TIME_LIMIT_MS = ([\d_]+)/.exec(readFileSync(path.join(ROOT, 'src/main.ts'), 'utf8')) ??
      [];
    const { lifecycle } = containerOf(deployment.spec?.template);
    const pauseSeconds = lifecycle?.preStop?.sleep?.seconds ?? 0;
    expect(pauseSeconds).toBeGreaterThan(0);
    expect(deployment.spec?.template.spec?.terminationGracePeriodSeconds).toBeGreaterThan(
      pauseSeconds + Number(limit.replaceAll('_', '')) / 1000,
    );
  });

  it('find each other by their labels and ports', () => {
    const labels = deployment.spec?.template.metadata?.labels;
    expect(labels).toMatchObject(deployment.spec?.selector.matchLabels ?? {});
    expect(labels).toMatchObject(only('Service').spec?.selector ?? {});
    expect(labels).toMatchObject(only('NetworkPolicy').spec?.podSelector.matchLabels ?? {});
    // The job is not a replica, so the service must not route requests to it.
    expect(job.spec?.template.metadata?.labels).not.toMatchObject(
      only('Service').spec?.selector ?? {},
    );
    const [http, metrics] = containerOf(deployment.spec?.template).ports ?? [];
    expect(only('Service').spec?.ports?.[0]?.targetPort).toBe(http?.name);
    expect(
      only('NetworkPolicy').spec?.ingress?.flatMap(({ ports = [] }) => ports.map((it) => it.port)),
    ).toEqual([http?.name, metrics?.name]);
    expect(http?.containerPort).toBe(readConfig({}).port);
    expect(metrics?.containerPort).toBe(Number(only('ConfigMap').data?.METRICS_PORT));
  });

  it('migrate by an existing command, with the image of the service', () => {
    const container = containerOf(job.spec?.template);
    expect(container.image).toBe(containerOf(deployment.spec?.template).image);
    expect(container.command).toEqual(['node', 'dist/cli/main.js', 'migrate']);
    expect(createProgram().commands.map((command) => command.name())).toContain('migrate');
  });

  it('name existing settings, enough for production, and no secret', () => {
    const settings = only('ConfigMap').data ?? {};
    const secrets = only('Secret').stringData ?? {};
    const known = Object.keys(Environment.shape);
    expect(Object.keys({ ...settings, ...secrets }).filter((it) => !known.includes(it))).toEqual(
      [],
    );
    expect(new Set(Object.values(secrets))).toEqual(new Set(['']));
    expect(
      readConfig({
        NODE_ENV: 'production',
        ...settings,
        DATABASE_URL: 'postgres://a@db.example/orders?sslmode=verify-full',
        JUNCTION_API_KEY: 'pk_us_x',
        JUNCTION_WEBHOOK_SECRET: SECRET,
      }),
    ).toMatchObject({ production: true, access: { tokens: { userClaim: 'sub' } } });
    for (const template of podTemplates) {
      expect(containerOf(template).envFrom).toEqual([
        { configMapRef: { name: only('ConfigMap').metadata?.name } },
        { secretRef: { name: only('Secret').metadata?.name } },
      ]);
    }
  });
});
