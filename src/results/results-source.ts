import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { JunctionClient } from '../junction/client.js';
import { Semaphore } from '../junction/semaphore.js';
import type { JsonObject } from '../junction/tolerant.js';
import { UpstreamError } from '../junction/upstream-error.js';
import type { LabResults } from './model.js';
import { readLabResults } from './read-results.js';
import { SharedCalls } from './shared-calls.js';
import type { Standing, StoredResults, Subject } from './store/stored-results.js';
import type { SubjectKind } from './store/subjects.js';

/** Results; null while there are none; or why Junction did not give them. */
export type ResultsAnswer = LabResults | null | Error;

/** Where lab results come from. */
export interface ResultsSource {
  /**
   * One answer for each id, in their order. What is kept comes from the store, in one statement; each of the others
   * costs one call of Junction, since it has no call for several. A failed call concerns its own id only.
   *
   * @param caller when aborted, calls that no other caller shares are ended
   */
  find(kind: SubjectKind, ids: readonly string[], caller?: AbortSignal): Promise<ResultsAnswer[]>;
}

export interface ResultsSourceOptions {
  readonly junction: Pick<JunctionClient, 'transactionResults' | 'orderResults'>;
  /** Null: no results are kept at rest. */
  readonly store: StoredResults | null;
  readonly logger: Logger;
  /** Told of every answer that is no failure where it came from. */
  readonly onAnswer?: (origin: ResultsOrigin) => void;
}

export type ResultsOrigin = 'store' | 'junction';

/** Results that wait to be stored must leave the pool's connections to other readers. */
const STORING_AT_ONCE = 2;
const STORING_QUEUE = 500;
const STORING_WAIT_MS = 1_000;

/** Composes the store and Junction: finished orders and transactions are asked for once in each of their versions. */
export function createResultsSource({
  junction,
  store,
  logger,
  onAnswer = () => undefined,
}: ResultsSourceOptions): ResultsSource {
  const calls = new SharedCalls<LabResults | null>();
  const storing = new Semaphore(STORING_AT_ONCE, STORING_QUEUE);

  /**
   * Calls in flight are shared across requests, but only among requests that have the same version of the subject: a call
   * that began before the newest event may return older results, and they would be stored as the newest.
   */
  function shared(
    subject: Subject,
    standing: Standing | undefined,
    caller: AbortSignal | undefined,
  ): Promise<LabResults | null> {
    const key = [subject.kind, subject.id, standing?.version].join(' ');
    return calls.join(key, (signal) => fetchAndKeep(subject, standing, signal), caller);
  }

  async function fetchAndKeep(
    subject: Subject,
    standing: Standing | undefined,
    signal: AbortSignal,
  ): Promise<LabResults | null> {
    const results = readAnswer(await call(subject, signal));
    if (results !== null && results.unreadableBiomarkers > 0) {
      logger.warn({ ...subject, count: results.unreadableBiomarkers }, 'biomarkers unreadable');
    }
    if (results !== null && standing?.finished && isWhole(results)) {
      await keep(subject, standing.version, results);
    }
    return results;
  }

  /** Resolves after a second at most: the reader does not wait for a database that does not accept the results. */
  async function keep(subject: Subject, version: string, results: LabResults): Promise<void> {
    if (store === null) return;
    const kept = storing
      .run(() => store.keep(subject, version, results))
      .catch((error: unknown) => logger.warn({ err: error }, 'results could not be stored'));
    await Promise.race([kept, pause(STORING_WAIT_MS, undefined, { ref: false })]);
  }

  function call({ kind, id }: Subject, signal: AbortSignal): Promise<JsonObject | null> {
    return kind === 'TRANSACTION'
      ? junction.transactionResults(id, signal)
      : junction.orderResults(id, signal);
  }

  return {
    async find(kind, ids, caller) {
      caller?.throwIfAborted();
      const standings = await store?.find(kind, ids);
      const answers = await Promise.allSettled(
        ids.map(async (id) => {
          const standing = standings?.get(id);
          const kept = standing?.results ?? null;
          const results = kept ?? (await shared({ kind, id }, standing, caller));
          onAnswer(kept ? 'store' : 'junction');
          return results;
        }),
      );
      return answers.map((it) => (it.status === 'fulfilled' ? it.value : (it.reason as Error)));
    },
  };
}

/** An answer that holds no results at all must not look like a test without any finding. */
function readAnswer(body: JsonObject | null): LabResults | null {
  if (body === null) return null;
  const results = readLabResults(body);
  if (results === null) throw new UpstreamError('UPSTREAM_REJECTED', 'body holds no lab results');
  return results;
}

/** Junction may still be adding to results that it calls partial, whatever it says of the order. */
function isWhole({ rawStatus }: LabResults): boolean {
  return rawStatus !== 'partial';
}
