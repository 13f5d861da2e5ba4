import type { FastifyBaseLogger } from 'fastify';
import type { Viewer } from '../../access/viewer.js';
import { CallerGoneError, createCaller } from '../../http/caller-signal.js';
import type { GraphMetrics } from '../metrics.js';
import { createOperationLog, logOperation, type OperationLog } from '../operation-log.js';

/** On whose behalf a subscription is open, and what is recorded of it. */
export interface Subscriber {
  readonly viewer: Viewer;
  /** Aborted when the subscription is closed: no further work starts for it. */
  readonly caller: AbortSignal;
  readonly requestId: string;
  readonly log: FastifyBaseLogger;
  /** Called once, when the subscription is closed, with the codes of the errors in all its answers. */
  readonly onEnd: (codes: ReadonlySet<string>) => void;
}

export interface SubscriberOptions extends Omit<Subscriber, 'caller' | 'onEnd'> {
  readonly metrics: GraphMetrics;
  /** A new one unless given. */
  readonly operationLog?: OperationLog;
}

/** A subscriber whose subscription is logged and counted when it closes. */
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
