import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { z } from 'zod';

const ROOT = path.join(__dirname, '../..');
const FOLDER = path.join(ROOT, '.github/workflows');

const Step = z.object({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
});
const Workflow = z.looseObject({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.looseObject({
      'timeout-minutes': z.number(),
      permissions: z.record(z.string(), z.string()).default({}),
      strategy: z.object({ matrix: z.record(z.string(), z.array(z.unknown())) }).optional(),
      steps: z.array(Step),
    }),
  ),
});

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

const files = readdirSync(FOLDER).sort();
const texts = new Map(files.map((file) => [file, readFileSync(path.join(FOLDER, file), 'utf8')]));

function workflow(file: string): z.infer<typeof Workflow> {
  return Workflow.parse(parse(texts.get(file) ?? ''));
}

/** Jobs that may take longer than others, in minutes. Two routers are built from source. */
const SLOW_JOBS = new Map([['routers', 120]]);

const { engines, scripts } = JSON.parse(read('package.json')) as {
  engines: { node: string };
  scripts: Record<string, string>;
};

describe('the workflows', () => {
  it('contain tests, extended tests, the image, code scanning and dependency review', () => {
    expect(files).toEqual([
      'ci.yml',
      'codeql.yml',
      'dependency-review.yml',
      'extended.yml',
      'image.yml',
    ]);
  });

  it.each(files)('%s pins every action by commit and names its version', (file) => {
    const uses = (texts.get(file) ?? '').split('\n').filter((line) => line.includes('uses:'));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) {
      expect(line).toMatch(/uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });

  it('pin an action by the same commit everywhere', () => {
    const pins = [...texts.values()].flatMap((text) =>
      Array.from(
        text.matchAll(/uses: ([\w-]+\/[\w-]+)\S*@(.+)$/gm),
        ([, action = '', pin = '']) => ({
          action,
          pin,
        }),
      ),
    );
    const distinct = new Set(pins.map(({ action, pin }) => `${action} ${pin}`));
    expect(distinct.size).toBe(new Set(pins.map(({ action }) => action)).size);
  });

  it.each(files)(
    '%s has read permission only, unless a job declares more, and a time limit',
    (file) => {
      const { permissions, jobs } = workflow(file);
      expect(permissions).toEqual({ contents: 'read' });
      for (const [name, job] of Object.entries(jobs)) {
        expect(job['timeout-minutes']).toBeLessThanOrEqual(SLOW_JOBS.get(name) ?? 45);
        expect(job.permissions).not.toHaveProperty('contents', 'write');
        for (const { uses = '', with: inputs } of job.steps) {
          if (uses.startsWith('actions/checkout@')) {
            expect(inputs).toMatchObject({ 'persist-credentials': false });
          }
        }
      }
    },
  );

  it('check every supported version of Node with the same script as developers', () => {
    const job = workflow('ci.yml').jobs.check;
    const [, versions = ''] = /set -- (.*)/.exec(read('.ci/nodes')) ?? [];
    expect(job?.strategy?.matrix.node?.map(String)).toEqual(versions.split(' '));
    expect(engines.node).toMatch(new RegExp(`^>=${versions.split(' ')[0]}\\.`));
    expect(job?.steps.map(({ run }) => run)).toContain('bash .ci/run');
  });

  it('run extended suites that are scripts of the project', () => {
    const suites = workflow('extended.yml').jobs.suite?.strategy?.matrix.suite ?? [];
    expect(suites.length).toBeGreaterThan(0);
    expect(Object.keys(scripts)).toEqual(
      expect.arrayContaining(suites.map((suite) => `test:${String(suite)}`)),
    );
  });

  it('push an image with SBOM and provenance, after its contents were checked', () => {
    const steps = workflow('image.yml').jobs.build?.steps ?? [];
    const check = steps.findIndex(({ run = '' }) => run.startsWith('bash .ci/image'));
    const push = steps.findIndex(({ with: inputs }) => inputs.push === true);
    expect(check).toBeGreaterThan(0);
    expect(push).toBeGreaterThan(check);
    expect(steps[push]?.with).toMatchObject({ sbom: true, provenance: 'mode=max' });
  });

  it('are checked by .ci/run, with a linter that finds a misspelt expression', async () => {
    expect(read('.ci/run')).toContain('npm run --silent lint:workflows');
    const [, name = ''] = /^([\w-]+)$/.exec(scripts['lint:workflows'] ?? '') ?? [];
    const linter = path.join(ROOT, 'node_modules/.bin', name);
    const folder = await mkdtemp(path.join(tmpdir(), 'workflows-'));
    const copy = path.join(folder, '.github/workflows');
    await mkdir(copy, { recursive: true });
    const ci = texts.get('ci.yml') ?? '';
    await writeFile(path.join(copy, 'ci.yml'), ci.replaceAll('matrix.node', 'matrix.nod'));

    const lint = promisify(execFile)(linter, { cwd: folder });
    await expect(lint).rejects.toMatchObject({
      stdout: expect.stringContaining('property "nod" is not defined') as unknown,
    });
    await rm(folder, { recursive: true });
  });
});

test('the settings of Renovate keep the versions that the project cannot take yet', () => {
  const settings = JSON.parse(read('.github/renovate.json')) as { packageRules: unknown[] };
  expect(settings.packageRules).toContainEqual(
    expect.objectContaining({ matchPackageNames: ['graphql'], enabled: false }),
  );
});
