/**
 * `npm run bench:reads` measures the cost of reads, as ratios within one run. See docs/performance.md, and `--
 * --help`.
 */
import { deepStrictEqual } from 'node:assert';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fill, subjectsOf } from './data.js';
import { measureBesideWebhooks } from './beside-webhooks.js';
import { findLoad, writeBodies, type Load, type Target } from './load.js';
import { bodiesOf, QUERY_NAMES, type QueryName, type Subjects, type Variant } from './queries.js';
import { openStage, type Server, type Stage } from './stage.js';
import { printTable, type Round, type Sample } from './table.js';
import { usageOf } from '../usage.js';
import type { LoadResult } from '../wrk.js';

const HELP = `npm run bench:reads [-- --only ours,limit]

  Q1 to Q4 by 32 connections against the limit (bare node:http with hand-written SQL and JSON), this service, the
  same with one failing entity in each request, the same executing with graphql-js, the same with callers' tokens, Mercurius, and Apollo with TypeORM; over one Postgres.
  All must return the same.

  ROUNDS=5 SECONDS=3   rounds, and seconds of load for each contender and question in a round
  --only NAMES         these contenders alone, separated by commas
  --before FOLDER      also the service that is built there: another commit, checked out and built
  --questions NAMES    these questions alone
  --grow-to N          then the same again with so many transactions in the store, 200,000 at first
  --beside-webhooks    then Q1 of this service while 64 connections send it webhooks
`;

const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = Number(process.env.SECONDS ?? 3);
const CONNECTIONS = 32;
const TRANSACTIONS = 200_000;
const BODIES = 2_000;
const COMPARED = 20;

const CONTENDERS = [
  'limit',
  'before',
  'ours',
  'failing',
  'graphqlJs',
  'oursWithTokens',
  'mercurius',
  'typeorm',
] as const;
type Contender = (typeof CONTENDERS)[number];
/** The requests for the contenders that are this service with other requests. */
const VARIANTS: Partial<Record<Contender, Variant>> = {
  failing: 'FAILING',
  graphqlJs: 'DIRECTIVE',
};

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean' },
      only: { type: 'string', default: CONTENDERS.join() },
      before: { type: 'string' },
      questions: { type: 'string', default: QUERY_NAMES.join() },
      'grow-to': { type: 'string', default: String(TRANSACTIONS) },
      'beside-webhooks': { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const { only, before = null } = values;
  const contenders = CONTENDERS.filter(
    (name) => only.split(',').includes(name) && (name !== 'before' || before !== null),
  );
  const questions = QUERY_NAMES.filter((name) => values.questions.split(',').includes(name));
  const stage = await openStage(before);
  try {
    const { name, load } = findLoad();
    process.stdout.write(
      `load by ${name}, ${CONNECTIONS} connections, ${ROUNDS} rounds of ${SECONDS} s\n`,
    );
    let transactions = 0;
    for (const size of new Set([TRANSACTIONS, Number(values['grow-to'])])) {
      await fill(stage.pool, transactions, size);
      transactions = size;
      const subjects = await subjectsOf(stage.pool, 20_000);
      process.stdout.write(`\n## ${size} transactions\n`);
      for (const question of questions) {
        await measure(stage, contenders, question, subjects, load);
      }
    }
    if (values['beside-webhooks']) {
      const file = await bodiesFile(stage, 'Q1', await subjectsOf(stage.pool, 20_000));
      await measureBesideWebhooks(stage.ours, file, load, ROUNDS, SECONDS);
    }
  } finally {
    await stage.close();
  }
}

async function measure(
  stage: Stage,
  contenders: readonly Contender[],
  question: QueryName,
  subjects: Subjects,
  load: Load,
): Promise<void> {
  await compareAnswers(stage, contenders, question, subjects);
  const files: Record<Variant, string> = {
    PLAIN: await bodiesFile(stage, question, subjects),
    DIRECTIVE: await bodiesFile(stage, question, subjects, 'DIRECTIVE'),
    FAILING: await bodiesFile(stage, question, subjects, 'FAILING'),
  };
  const run = (contender: Contender, seconds: number) => {
    const server = serverOf(stage, contender);
    const file = files[VARIANTS[contender] ?? 'PLAIN'];
    return sample(stage, server, () => load(server, file, CONNECTIONS, seconds));
  };
  for (const contender of contenders) await run(contender, 1);
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const samples: Record<string, Sample> = {};
    for (const contender of contenders) samples[contender] = await run(contender, SECONDS);
    rounds.push(samples);
  }
  printTable(question, contenders, rounds);
}

function bodiesFile(
  stage: Stage,
  question: QueryName,
  subjects: Subjects,
  variant: Variant = 'PLAIN',
): Promise<string> {
  const file = path.join(stage.folder, `${question}-${variant}.jsonl`);
  return writeBodies(file, bodiesOf(question, subjects, BODIES, variant));
}

function serverOf(stage: Stage, contender: Contender): Server {
  const server = stage[contender];
  if (!server) throw new Error(`${contender} was not started`);
  return server;
}

/** @throws when contenders return different answers */
async function compareAnswers(
  stage: Stage,
  contenders: readonly Contender[],
  question: QueryName,
  subjects: Subjects,
): Promise<void> {
  for (const body of bodiesOf(question, subjects, COMPARED)) {
    const expected = await ask(stage.limit, body);
    for (const contender of contenders) {
      deepStrictEqual(
        await ask(serverOf(stage, contender), body),
        expected,
        `${contender} on ${question}`,
      );
    }
  }
}

async function ask({ url, headers }: Target, body: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return response.json();
}

async function sample(
  { postgresPid }: Stage,
  server: Server,
  run: () => Promise<LoadResult>,
): Promise<Sample> {
  const before = [usageOf(server.pid), usageOf(postgresPid, true)] as const;
  const result = await run();
  const after = [usageOf(server.pid), usageOf(postgresPid, true)] as const;
  if (result.failed > 0) throw new Error(`${result.failed} requests failed`);
  const cpu = (index: 0 | 1) =>
    (after[index].cpuMicroseconds - before[index].cpuMicroseconds) / result.requests;
  return {
    perSecond: result.requests / result.seconds,
    p50: result.p50,
    p99: result.p99,
    serverMicroseconds: cpu(0),
    postgresMicroseconds: cpu(1),
    megabytes: after[0].megabytes,
  };
}

void main();
