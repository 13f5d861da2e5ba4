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
  /** Called once, when the subscription is closed, with the codes of the errors in all its results. */
  readonly onEnd: (codes: ReadonlySet<string>) => void;
}

export interface SubscriberOptions extends Omit<Subscriber, 'caller' | 'onEnd'> {
  readonly metrics: GraphMetrics;
  /** Default: a new entry. */
  readonly operationLog?: OperationLog;
}

/** Creates a subscriber whose subscription is logged and counted when it closes. */
export function createSubscriber(options: SubscriberOptions): Subscriber {
  const { metrics, operationLog = createOperationLog(), ...subscriber } = options;
  const startedAt = performance.now();
  const caller = createCaller();
  return {
    ...subscriber,
    caller: caller.signal,
    onEnd: (codes) => {
      caller.abort(new CallerGoneError('the subscription is closed'));
      operationLog.kind = 'subscription';
      for (const code of codes) operationLog.codes.add(code);
      logOperation(operationLog, performance.now() - startedAt, subscriber.log, metrics.count);
    },
  };
}
