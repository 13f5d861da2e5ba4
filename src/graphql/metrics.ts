import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { TransactionChanges } from '../orders/live/transaction-changes.js';

export interface FinishedOperation {
  readonly operation: 'query' | 'mutation' | 'subscription' | 'unknown';
  /** Null when nothing was executed. */
  readonly executor: Executor | null;
  /** The codes of the errors in the response, each once. */
  readonly codes: readonly string[];
  readonly durationMs: number;
}

/** `compiled`: executed as a compiled function, see OperationCompiler. */
export type Executor = 'compiled' | 'graphql-js';

/** A limit for subscribers that rejected or closed something. */
export type ReachedLimit = 'messages' | 'sockets' | 'subscriptions';

export type GraphMetrics = ReturnType<typeof createGraphMetrics>;

/** Counts the operations of the graph, their durations and their errors. */
export function createGraphMetrics(registry: Registry, changes: TransactionChanges) {
  const durations = new Histogram({
    name: 'order_transactions_graphql_operation_seconds',
    help: 'Queries and mutations by kind, from the request to the end of its response; unknown: rejected before it was parsed.',
    labelNames: ['operation'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const executions = new Counter({
    name: 'order_transactions_graphql_executions_total',
    help: 'Operations over HTTP by what executed them: a compiled function, or graphql-js.',
    labelNames: ['executor'],
    registers: [registry],
  });
  const errors = new Counter({
    name: 'order_transactions_graphql_errors_total',
    help: 'Operations with an error of this code in their response, by kind.',
    labelNames: ['operation', 'code'],
    registers: [registry],
  });
  new Gauge({
    name: 'order_transactions_subscriptions_open',
    help: 'Subscriptions that are open.',
    registers: [registry],
    collect() {
      this.set(changes.count);
    },
  });
  const drops = new Counter({
    name: 'order_transactions_subscription_drops_total',
    help: 'Connections of subscribers that were cut since they answered no ping: they read too slowly, or are gone.',
    registers: [registry],
  });
  const sockets = new Gauge({
    name: 'order_transactions_sockets_open',
    help: 'WebSocket connections that are open.',
    registers: [registry],
  });
  const limits = new Counter({
    name: 'order_transactions_subscription_limits_total',
    help: 'Subscriptions rejected, and sockets closed, at a limit: of subscriptions, sockets or messages.',
    labelNames: ['limit'],
    registers: [registry],
  });
  return {
    /** Called for every operation after its response; for a subscription, when it is closed. */
    count: ({ operation, executor, codes, durationMs }: FinishedOperation) => {
      // The client decides how long a subscription stays open.
      if (operation !== 'subscription') durations.observe({ operation }, durationMs / 1000);
      if (executor !== null) executions.inc({ executor });
      for (const code of codes) errors.inc({ operation, code });
    },
    /** Called for every connection that was closed because its client did not read. */
    countDrop: () => drops.inc(),
    /** Called with 1 when a socket opens, and with -1 when it closes. */
    countSocket: (change: 1 | -1) => sockets.inc(change),
    /** Called when a limit of subscribers rejects or closes something. */
    countLimit: (limit: ReachedLimit) => limits.inc({ limit }),
  };
}
