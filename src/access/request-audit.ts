import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AuditAction, AuditOutcome, AuditTrail } from './audit-trail.js';
import type { Actor } from './viewer.js';

/** Notes what one request does for its viewer. Each method resolves when the note is safe; nothing is handed out before. */
export interface RequestAudit {
  /**
   * Lets work go on with what it reads while that is being noted, and resolves when both are done.
   *
   * @throws what the work throws, or whatever keeps a note from being written: nothing that was read may be handed out.
   */
  meanwhile<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Does some work and notes how it ended.
   *
   * @param outcomeOf tells what the end of the work means; unless given, null means that nothing was found.
   */
  noted<T>(
    action: AuditAction,
    subjectIds: readonly string[],
    work: () => Promise<T>,
    outcomeOf?: (ended: PromiseSettledResult<T>) => AuditOutcome,
  ): Promise<T>;
  /** Notes as refused whichever of these actions was not noted: the request ended before it came to them. */
  refused(actions: readonly AuditAction[]): Promise<void>;
  /**
   * Notes the reading of orders and transactions, once a request: its first reading, which the rest of it hangs on.
   *
   * @param asked what was asked for; noted when nothing was found.
   */
  ordersRead(found: readonly string[], asked: readonly string[]): Promise<void>;
  /**
   * Notes the reading of results, one entry for all that ended alike: null stands for none, an error for a failure.
   */
  resultsRead(answers: ReadonlyMap<string, unknown>): Promise<void>;
  /** Records the reading of collection sites by order, one entry for all that ended alike. */
  collectionSitesRead(answers: ReadonlyMap<string, unknown>): Promise<void>;
}

export function createRequestAudit(
  trail: AuditTrail,
  { name, userId }: Actor,
  requestId: string,
): RequestAudit {
  const about = { requestId, viewer: name, userId };
  const noted = new Set<AuditAction>();
  let firstReading: Promise<void> | undefined;
  let underWay: Promise<void>[] | null = null;
  const safe = (note: Promise<void>): Promise<void> => {
    if (underWay === null) return note;
    underWay.push(note);
    // It may fail before anybody waits for it.
    note.catch(() => undefined);
    return Promise.resolve();
  };
  const recordAnswers = (action: AuditAction, answers: ReadonlyMap<string, unknown>) =>
    safe(
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
    meanwhile: async (work) => {
      const notes: Promise<void>[] = [];
      underWay = notes;
      const [ended] = await Promise.allSettled([work()]);
      underWay = null;
      await Promise.all(notes);
      if (ended.status === 'rejected') throw ended.reason as Error;
      return ended.value;
    },
    noted: async (action, subjectIds, work, outcomeOf = outcomeOfReading) => {
      noted.add(action);
      const [ended] = await Promise.allSettled([work()]);
      await trail.record([{ ...about, action, subjectIds, outcome: outcomeOf(ended) }]);
      if (ended.status === 'rejected') throw ended.reason as Error;
      return ended.value;
    },
    refused: async (actions) => {
      const refused = actions.filter((action) => !noted.has(action));
      if (refused.length === 0) return;
      await trail.record(
        refused.map((action) => ({
          ...about,
          action,
          subjectIds: [],
          outcome: 'REFUSED' as const,
        })),
      );
    },
    ordersRead: (found, asked) =>
      safe(
        (firstReading ??= trail.record([
          {
            ...about,
            action: 'READ_ORDERS',
            subjectIds: found.length > 0 ? found : asked,
            outcome: found.length > 0 ? 'DONE' : 'NOT_FOUND',
          },
        ])),
      ),
    resultsRead: async (answers) => {
      await recordAnswers('READ_RESULTS', answers);
      // The note sets out before much is made of what was read, so that both happen at once.
      await nextTurn();
    },
    collectionSitesRead: (answers) => recordAnswers('READ_COLLECTION_SITES', answers),
  };
}

function idsByOutcome(answers: ReadonlyMap<string, unknown>): Map<AuditOutcome, string[]> {
  const ids = new Map<AuditOutcome, string[]>();
  for (const [id, answer] of answers) {
    const outcome = outcomeOf(answer);
    ids.set(outcome, [...(ids.get(outcome) ?? []), id]);
  }
  return ids;
}

function outcomeOfReading(ended: PromiseSettledResult<unknown>): AuditOutcome {
  return ended.status === 'rejected' ? 'FAILED' : outcomeOf(ended.value);
}

function outcomeOf(answer: unknown): AuditOutcome {
  if (answer instanceof Error) return 'FAILED';
  return answer === null ? 'NOT_FOUND' : 'DONE';
}
