import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Delivery } from '../logic/deliveries.js';
import type { QuarantinedMessage } from '../logic/quarantine.js';
import { OperatorError, problemOfStatus } from './problem.js';

export interface JobRun {
  readonly job: string;
  /** The process that runs the job now; null when none does. */
  readonly owner: string | null;
  readonly succeededAt: string | null;
}

export interface Sync {
  readonly jobs: readonly JobRun[];
  readonly reconciledUntil: string | null;
  /**
   * The number of orders that differed from Junction at the last comparison of this process; null before the first
   * one.
   */
  readonly driftOrders: number | null;
}

export interface Operations {
  readonly deliveries: readonly Delivery[];
  readonly quarantine: {
    readonly messages: readonly QuarantinedMessage[];
    readonly count: number;
    readonly pending: number;
  };
  readonly sync: Sync;
}

export interface RetryAnswer {
  readonly outcome: string;
  readonly reason?: string;
}

/** The endpoints for operators. */
export interface Operator {
  readonly readAll: () => Promise<Operations>;
  readonly retry: (messageId: string) => Promise<RetryAnswer>;
}

export function createOperator(
  headers: Readonly<Record<string, string>>,
  fetcher: typeof fetch,
): Operator {
  const call = (path: string, init: RequestInit) =>
    fetcher(`/operator/${path}`, {
      ...init,
      headers: { 'content-type': 'application/json', ...headers },
    });
  const read = async <T>(path: string): Promise<T> => {
    const response = await call(path, {});
    const answer = (await response.json()) as T & { readonly error?: string };
    if (!response.ok) throw new OperatorError(problemOfStatus(response.status, answer.error));
    return answer;
  };
  return {
    readAll: async () => {
      const [{ deliveries }, quarantine, sync] = await Promise.all([
        read<Pick<Operations, 'deliveries'>>('deliveries'),
        read<Operations['quarantine']>('quarantine'),
        read<Sync>('sync'),
      ]);
      return { deliveries, quarantine, sync };
    },
    retry: async (messageId) => {
      const path = `quarantine/${encodeURIComponent(messageId)}/retry`;
      const response = await call(path, { method: 'POST', body: '{}' });
      const answer = (await response.json()) as RetryAnswer & { readonly error?: string };
      // A retry that fails again is a valid response too: it has an outcome.
      if (answer.error === undefined) return answer;
      throw new OperatorError(problemOfStatus(response.status, answer.error));
    },
  };
}

const OperatorContext = createContext<Operator | null>(null);
export const OperatorProvider = OperatorContext.Provider;

export function useOperator(): Operator {
  const operator = useContext(OperatorContext);
  if (operator === null) throw new Error('There is no OperatorProvider.');
  return operator;
}
