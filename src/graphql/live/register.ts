import type { FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Authenticator } from '../../access/authenticator.js';
import type { SubscriptionLimits } from '../../config/config.js';
import type { GraphMetrics } from '../metrics.js';
import type { PrepareOperation } from '../preparation/prepare-operation.js';
import type { GraphSources } from '../sources.js';
import { createEventStreams, type SendEventStream } from './event-streams.js';
import { registerSockets } from './socket-server.js';
import { Subscriptions } from './subscriptions.js';
import { ViewerBounds } from './viewer-bounds.js';

export interface LiveOptions extends GraphSources {
  readonly schema: GraphQLSchema;
  readonly authenticator: Authenticator;
  readonly metrics: GraphMetrics;
  readonly prepare: PrepareOperation;
  readonly subscriptionLimits: SubscriptionLimits;
}

/**
 * Serves subscriptions over WebSocket.
 *
 * @returns a function by which the route for operations serves them as server-sent events
 */
export function registerSubscriptions(
  fastify: FastifyInstance,
  options: LiveOptions,
): SendEventStream {
  const { schema, metrics, subscriptionLimits } = options;
  const bounds = new ViewerBounds(subscriptionLimits);
  // A replica may not have received the latest change.
  const sources = { ...options, ...options.fresh };
  const subscriptions = new Subscriptions({ schema, sources, bounds, metrics });
  registerSockets(fastify, { ...options, subscriptions, bounds });
  return createEventStreams(fastify, subscriptions);
}
