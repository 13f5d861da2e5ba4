import { eventBodies } from '../ingest/events.js';
import { deliveriesOf, post } from '../ingest/load.js';
import type { LoadResult, PreparedRequest } from '../wrk.js';
import type { Load } from './load.js';
import type { Server } from './stage.js';
import { spread } from './table.js';

const READERS = 32;
const SENDERS = 64;
/** More events than one second of the benchmark can send. */
const EVENTS_A_SECOND = 5_000;

/** The rate of one kind of work by itself, and the rate during the other kind of work. */
interface Pair {
  readonly alone: Rate;
  readonly beside: Rate;
}
interface Rate {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p99: number;
}

/**
 * Runs queries and webhooks separately and concurrently: neither may starve. Prints the share of its rate that each
 * one retains.
 */
export async function measureBesideWebhooks(
  service: Server,
  bodiesFile: string,
  load: Load,
  rounds: number,
  seconds: number,
): Promise<void> {
  const read = async () => rateOf(await load(service, bodiesFile, READERS, seconds));
  const send = async (webhooks: readonly PreparedRequest[]) =>
    rateOf(await post(service.url, webhooks, { connections: SENDERS, seconds }));
  const newWebhooks = () => deliveriesOf(eventBodies('distinct', EVENTS_A_SECOND * seconds));
  const queries: Pair[] = [];
  const webhooks: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    const [readAlone, sentAlone] = [await read(), await send(newWebhooks())];
    const others = newWebhooks();
    const [readBeside, sentBeside] = await Promise.all([read(), send(others)]);
    queries.push({ alone: readAlone, beside: readBeside });
    webhooks.push({ alone: sentAlone, beside: sentBeside });
  }
  process.stdout.write(`\n### Q1 by ${READERS} connections beside webhooks by ${SENDERS}\n\n`);
  print('queries', queries);
  print('webhooks', webhooks);
}

/** @throws when requests failed */
function rateOf({ requests, seconds, p99, failed }: LoadResult): Rate {
  if (failed > 0) throw new Error(`${failed} requests failed`);
  return { perSecond: requests / seconds, p99 };
}

function print(name: string, pairs: readonly Pair[]): void {
  const of = (pick: (pair: Pair) => number) => spread(pairs.map(pick));
  process.stdout.write(
    `${name}: alone ${of(({ alone }) => alone.perSecond)}/s, p99 ${of(({ alone }) => alone.p99)} ms; ` +
      `beside the other ${of(({ beside }) => beside.perSecond)}/s, p99 ${of(({ beside }) => beside.p99)} ms; ` +
      `share ${of(({ alone, beside }) => beside.perSecond / alone.perSecond)}\n`,
  );
}
