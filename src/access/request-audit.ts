import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AuditAction, AuditOutcome, AuditTrail } from './audit-trail.js';
import type { Actor } from './viewer.js';

/**
 * Records what one request does for its viewer. Each method resolves when the entry is committed; the request returns
 * nothing before that.
 */
export interface RequestAudit {
  /**
   * Runs work whose reads are recorded at the same time, and resolves when both are done.
   *
   * @throws what the work throws, or the error of writing an entry: without its entry, nothing that was read may be
   * returned
   */
  during<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Runs work and records its outcome.
   *
   * @param outcomeOf the outcome of the settled work; by default null means that nothing was found
   */
  recorded<T>(
    action: AuditAction,
    subjectIds: readonly string[],
    work: () => Promise<T>,
    outcomeOf?: (settled: PromiseSettledResult<T>) => AuditOutcome,
  ): Promise<T>;
  /** Records as rejected the actions that were not recorded because the request failed before them. */
  rejected(actions: readonly AuditAction[]): Promise<void>;
  /**
   * Records one read of orders and transactions for each request: the first read, on which the others depend.
   *
   * @param requested the requested ids; recorded when nothing was found
   */
  ordersRead(found: readonly string[], requested: readonly string[]): Promise<void>;
  /** Records the read of results, with one entry for each outcome: null means none, an error means a failure. */
  resultsRead(answers: ReadonlyMap<string, unknown>): Promise<void>;
  /** Records a search by results. That nothing was found is a result, too. */
  resultsSearched(found: readonly string[]): Promise<void>;
  /** Records that links to documents were made. */
  linksMade(action: AuditAction, subjectIds: readonly string[]): Promise<void>;
  /** Records the read of collection sites by order, with one entry for all orders of the same outcome. */
  collectionSitesRead(answers: ReadonlyMap<string, unknown>): Promise<void>;
}

export function createRequestAudit(
  trail: AuditTrail,
  { name, userId }: Actor,
  requestId: string,
): RequestAudit {
  const about = { requestId, viewer: name, userId };
  const recorded = new Set<AuditAction>();
  let firstReading: Promise<void> | undefined;
  let pending: Promise<void>[] | null = null;
  const commit = (entry: Promise<void>): Promise<void> => {
    if (pending === null) return entry;
    pending.push(entry);
    // The promise may be rejected before it is awaited.
    entry.catch(() => undefined);
    return Promise.resolve();
  };
  const recordFound = (
    action: AuditAction,
    found: readonly string[],
    requested: readonly string[] = [],
  ) =>
    trail.record([
      {
        ...about,
        action,
        subjectIds: found.length > 0 ? found : requested,
        outcome: found.length > 0 ? 'DONE' : 'NOT_FOUND',
      },
    ]);
  const recordAnswers = (action: AuditAction, answers: ReadonlyMap<string, unknown>) =>
    commit(
      trail.record(
        Array.from(idsByOutcome(answers), ([outcome, subjectIds]) => ({
          ...about,
          action,
          subjectIds,
          outcome,
        })),
      ),
    );
  return {
    during: async (work) => {
      const entries: Promise<void>[] = [];
      pending = entries;
      const [settled] = await Promise.allSettled([work()]);
      pending = null;
      await Promise.all(entries);
      if (settled.status === 'rejected') throw settled.reason as Error;
      return settled.value;
    },
    recorded: async (action, subjectIds, work, outcomeOf = outcomeOfReading) => {
      recorded.add(action);
      const [settled] = await Promise.allSettled([work()]);
      await trail.record([{ ...about, action, subjectIds, outcome: outcomeOf(settled) }]);
      if (settled.status === 'rejected') throw settled.reason as Error;
      return settled.value;
    },
    rejected: async (actions) => {
      const rejected = actions.filter((action) => !recorded.has(action));
      if (rejected.length === 0) return;
      await trail.record(
        rejected.map((action) => ({
          ...about,
          action,
          subjectIds: [],
          outcome: 'REJECTED' as const,
        })),
      );
    },
    ordersRead: (found, requested) =>
      commit((firstReading ??= recordFound('READ_ORDERS', found, requested))),
    resultsRead: async (answers) => {
      await recordAnswers('READ_RESULTS', answers);
      // The statement is sent before the results are processed, so that both run concurrently.
      await nextTurn();
    },
    resultsSearched: (found) => commit(recordFound('READ_RESULTS', found)),
    linksMade: (action, subjectIds) =>
      commit(trail.record([{ ...about, action, subjectIds, outcome: 'DONE' }])),
    collectionSitesRead: (answers) => recordAnswers('READ_COLLECTION_SITES', answers),
  };
}

function idsByOutcome(answers: ReadonlyMap<string, unknown>): Map<AuditOutcome, string[]> {
  const ids = new Map<AuditOutcome, string[]>();
  for (const [id, answer] of answers) {
    const outcome = outcomeOf(answer);
    const same = ids.get(outcome);
    if (same) same.push(id);
    else ids.set(outcome, [id]);
  }
  return ids;
}

function outcomeOfReading(settled: PromiseSettledResult<unknown>): AuditOutcome {
  return settled.status === 'rejected' ? 'FAILED' : outcomeOf(settled.value);
}

function outcomeOf(answer: unknown): AuditOutcome {
  if (answer instanceof Error) return 'FAILED';
  return answer === null ? 'NOT_FOUND' : 'DONE';
}
