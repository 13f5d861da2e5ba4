import type { FastifyBaseLogger } from 'fastify';
import type { Viewer } from '../../access/viewer.js';
import { CallerGoneError, createCaller } from '../../http/caller-signal.js';
import type { GraphMetrics } from '../metrics.js';
import { createOperationLog, logOperation, type OperationLog } from '../operation-log.js';

/** The caller of a subscription, and its log entry. */
export interface Subscriber {
  readonly viewer: Viewer;
  /** Aborted when the subscription is closed: no further work begins for it. */
  readonly caller: AbortSignal;
  readonly requestId: string;
  readonly log: FastifyBaseLogger;
  /** The codes of the errors in all results. */
  readonly codes: Set<string>;
  /** Called once, when the subscription is closed: logs and counts it. */
  readonly end: () => void;
}

export interface SubscriberOptions extends Pick<Subscriber, 'viewer' | 'requestId' | 'log'> {
  readonly metrics: GraphMetrics;
  /** Default: a new entry. */
  readonly operationLog?: OperationLog;
}

export function createSubscriber({
  metrics,
  operationLog = createOperationLog(),
  ...subscriber
}: SubscriberOptions): Subscriber {
  const startedAt = performance.now();
  const caller = createCaller();
  return {
    ...subscriber,
    caller: caller.signal,
    codes: operationLog.codes,
    end: () => {
      caller.abort(new CallerGoneError('the subscription is closed'));
      operationLog.kind = 'subscription';
      logOperation(operationLog, performance.now() - startedAt, subscriber.log, metrics.count);
    },
  };
}
