/** `npm run bench:results` measures the cost of lab results, as ratios within one run. See docs/performance.md. */
import { randomUUID } from 'node:crypto';
import { Agent, fetch } from 'undici';
import { createCallPolicy, DEFAULT_LIMITS } from '../../src/junction/call-policy.js';
import { createJunctionClient } from '../../src/junction/client.js';
import { createTransport } from '../../src/junction/transport.js';
import { compare, millisecondsOf } from './measure.js';
import { openBenchStage, startUpstream } from './stage.js';

const ROUNDS = Number(process.env.ROUNDS ?? 15);
/** The rounds until the JIT compiler has optimized the code. */
const WARM_UP = 100;
const TRANSACTIONS = 50;
const LATENCY_MS = 40;
/** The maximum of concurrent calls of the client. */
const CONCURRENCY = 16;
/** The calls run one after another, to measure the cost of the limits alone. */
const CALLS = 100;

const RESULTS = 'combinedResults { status biomarkers { name result value unit } }';
const STATUS = 'combinedResults { status }';

async function main(): Promise<void> {
  await measureQueries();
  await measureLimits();
}

/** The query reaches every transaction three times: directly, and through each of its two orders. */
function queryOf(results: string, resultsFromOrder: string): string {
  return `{ orderTransactions(first: ${TRANSACTIONS}) { edges { node {
    id status ${results} orders { id status transaction { id ${resultsFromOrder} } }
  } } } }`;
}

const WITHOUT_RESULTS = queryOf('', '');
const WITH_RESULTS = queryOf(RESULTS, STATUS);

async function measureQueries(): Promise<void> {
  const stage = await openBenchStage(TRANSACTIONS, LATENCY_MS);
  const ask = async (graph: typeof stage.withStore, query: string) => {
    const { errors } = await graph.ask(query);
    if (errors) throw new Error(JSON.stringify(errors[0]));
  };
  try {
    const callsOf = async (graph: typeof stage.withStore) => {
      const before = stage.calls();
      await ask(graph, WITH_RESULTS);
      return stage.calls() - before;
    };
    const callsWithoutStore = await callsOf(stage.withoutStore);
    await callsOf(stage.withStore);
    const callsWhenKept = await callsOf(stage.withStore);

    const plain = () => millisecondsOf(() => ask(stage.withStore, WITHOUT_RESULTS));
    const kept = () => millisecondsOf(() => ask(stage.withStore, WITH_RESULTS));
    const fetched = () => millisecondsOf(() => ask(stage.withoutStore, WITH_RESULTS));
    // Each contender is compared with the plain one separately, because CPUs are slower after a long idle wait.
    const quick = await compare({ plain, kept }, ROUNDS, WARM_UP);
    const slow = await compare({ plain, fetched }, ROUNDS);
    const ideal = Math.ceil(TRANSACTIONS / CONCURRENCY) * LATENCY_MS;
    print(
      `${TRANSACTIONS} transactions, each reached three times; Junction takes ${LATENCY_MS} ms`,
      {
        'without results': `${quick.plain.toFixed(1)} ms`,
        'from the store': `${quick.kept.toFixed(1)} ms, ${callsWhenKept} calls; ${(quick.kept / quick.plain).toFixed(2)} x the query without results`,
        'from Junction': `${slow.fetched.toFixed(1)} ms, ${callsWithoutStore} calls; above the query without results: ${((slow.fetched - slow.plain) / ideal).toFixed(2)} x ${ideal} ms`,
      },
    );
  } finally {
    await stage.close();
  }
}

/** Each contender adds one feature to the previous one; the last one only applies the limits. */
async function measureLimits(): Promise<void> {
  const { url, child } = await startUpstream(0);
  const agent = new Agent();
  const transport = createTransport({ baseUrl: url, apiKey: 'sk_us_bench' });
  const client = createJunctionClient({ baseUrl: url, apiKey: 'sk_us_bench' });
  const withinLimits = createCallPolicy(DEFAULT_LIMITS);
  const signal = () => new AbortController().signal;
  const path = () => `/v3/order/${randomUUID()}/result`;
  const inTurn = (call: () => Promise<unknown>) => async () => {
    const milliseconds = await millisecondsOf(async () => {
      for (let done = 0; done < CALLS; done++) await call();
    });
    return milliseconds / CALLS;
  };
  try {
    const { direct, sdk, limited, limits } = await compare(
      {
        direct: inTurn(async () =>
          (await fetch(`${url}${path()}`, { dispatcher: agent, signal: signal() })).json(),
        ),
        sdk: inTurn(() => transport.getJson(path(), signal())),
        limited: inTurn(() => client.orderResults(randomUUID())),
        limits: inTurn(() => withinLimits(randomUUID(), () => Promise.resolve())),
      },
      ROUNDS,
    );
    const more = (milliseconds: number, than: number) =>
      `${milliseconds.toFixed(3)} ms a call; ${((milliseconds - than) * 1000).toFixed(0)} microseconds more`;
    print(`${CALLS} calls one after another; Junction answers at once`, {
      'fetch alone': `${direct.toFixed(3)} ms a call`,
      'through the SDK': more(sdk, direct),
      'and limiter, deadline, breaker': more(limited, sdk),
      'limiter, deadline, breaker around nothing': `${(limits * 1000).toFixed(0)} microseconds a call, ${((limits / LATENCY_MS) * 100).toFixed(2)} % of a call of ${LATENCY_MS} ms`,
    });
  } finally {
    await client.close();
    await transport.close();
    await agent.close();
    child.kill();
  }
}

function print(title: string, lines: Readonly<Record<string, string>>): void {
  const width = Math.max(...Object.keys(lines).map(({ length }) => length)) + 2;
  const rows = Object.entries(lines).map(([name, text]) => `  ${name.padEnd(width)}${text}\n`);
  process.stdout.write(`\n${title}\n${rows.join('')}`);
}

void main();
