import type { AuditAction, AuditOutcome, AuditTrail } from './audit-trail.js';
import type { Viewer } from './viewer.js';

/** Notes what one request does for its viewer. Each method resolves when the note is safe; nothing is handed out before. */
export interface RequestAudit {
  /**
   * Does some work and notes how it ended.
   *
   * @param isRefusal tells whether the answer says that nothing was done; unless given, none does.
   */
  noted<T>(
    action: AuditAction,
    subjectIds: readonly string[],
    work: () => Promise<T>,
    isRefusal?: (result: T) => boolean,
  ): Promise<T>;
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
}

export function createRequestAudit(
  trail: AuditTrail,
  viewer: Pick<Viewer, 'name'>,
  requestId: string,
): RequestAudit {
  const about = { requestId, viewer: viewer.name };
  let firstReading: Promise<void> | undefined;
  return {
    noted: async (action, subjectIds, work, isRefusal = () => false) => {
      const note = (outcome: AuditOutcome) =>
        trail.record([{ ...about, action, subjectIds, outcome }]);
      const result = await work().catch(async (error: unknown) => {
        await note('FAILED');
        throw error;
      });
      await note(isRefusal(result) ? 'REFUSED' : result === null ? 'NOT_FOUND' : 'DONE');
      return result;
    },
    ordersRead: (found, asked) =>
      (firstReading ??= trail.record([
        {
          ...about,
          action: 'READ_ORDERS',
          subjectIds: found.length > 0 ? found : asked,
          outcome: found.length > 0 ? 'DONE' : 'NOT_FOUND',
        },
      ])),
    resultsRead: (answers) =>
      trail.record(
        Array.from(idsByOutcome(answers), ([outcome, subjectIds]) => ({
          ...about,
          action: 'READ_RESULTS' as const,
          subjectIds,
          outcome,
        })),
      ),
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

function outcomeOf(answer: unknown): AuditOutcome {
  if (answer instanceof Error) return 'FAILED';
  return answer === null ? 'NOT_FOUND' : 'DONE';
}
