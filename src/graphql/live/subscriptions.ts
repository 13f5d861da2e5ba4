import {
  createSourceEventStream,
  execute,
  GraphQLError,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { createContext, type RequestContext } from '../context.js';
import { logCauses } from '../error-log.js';
import { serializeError, graphError, publicError } from '../errors.js';
import { withinResponseLimits } from '../limits/response-limits.js';
import { createOperationLog } from '../operation-log.js';
import type { PreparedOperation } from '../preparation/prepare-operation.js';
import type { GraphSources } from '../sources.js';
import type { GraphMetrics } from '../metrics.js';
import { ResponseStream } from './response-stream.js';
import type { Subscriber } from './subscriber.js';
import type { ViewerBounds } from './viewer-bounds.js';
import { isWithheld, type WatchedTransaction } from './watched-transaction.js';

export interface SubscriptionOptions {
  readonly schema: GraphQLSchema;
  /** Sources that read the primary database: a replica may not have received the latest change. */
  readonly sources: GraphSources;
  readonly bounds: ViewerBounds;
  readonly metrics: GraphMetrics;
}

/** Opens subscriptions for every transport. */
export class Subscriptions {
  constructor(private readonly options: SubscriptionOptions) {}

  /** @returns the results; a single result when the subscription cannot be opened. */
  async open(
    operation: PreparedOperation,
    subscriber: Subscriber,
  ): Promise<ResponseStream | ExecutionResult> {
    const { bounds, metrics } = this.options;
    const release = bounds.takeSubscription(subscriber.viewer);
    if (release === null) {
      metrics.countLimit('subscriptions');
      return endWith({ errors: [tooManySubscriptions()] }, subscriber);
    }
    subscriber.caller.addEventListener('abort', release);
    try {
      return await this.openWithin(operation, subscriber);
    } catch (error) {
      // Thrown further, it would close a socket that a router shares among clients.
      const unexpected = new GraphQLError('', { originalError: error as Error });
      return endWith({ errors: [unexpected] }, subscriber);
    }
  }

  private async openWithin(
    { document, operationName, variables }: PreparedOperation,
    subscriber: Subscriber,
  ): Promise<ResponseStream | ExecutionResult> {
    const { schema } = this.options;
    const args = { schema, document, operationName, variableValues: variables };
    const contextValue = this.contextOf(subscriber);
    const events = await createSourceEventStream({ ...args, contextValue });
    if (!(Symbol.asyncIterator in events)) return endWith(events, subscriber);
    const watched = events[Symbol.asyncIterator]() as AsyncIterator<WatchedTransaction>;
    return new ResponseStream(watched, {
      // Each result has its own context: nothing that was loaded for one is used for the next.
      execute: async (rootValue) => {
        const contextValue = this.contextOf(subscriber);
        const result = await execute({ ...args, rootValue, contextValue });
        if (await isWithheld(result, rootValue)) return null;
        return publicResult(withinResponseLimits(result, contextValue), subscriber);
      },
      failureOf: (error) => {
        subscriber.log.error({ err: error }, 'a subscription failed');
        const { code, message } = publicError(error);
        return graphError(code, message);
      },
      onEnd: (failure) => {
        if (failure) subscriber.codes.add(publicError(failure).code);
        subscriber.end();
      },
    });
  }

  private contextOf({ viewer, caller, requestId, log }: Subscriber): RequestContext {
    const operationLog = createOperationLog();
    return createContext(this.options.sources, { viewer, caller, requestId, operationLog, log });
  }
}

export function tooManySubscriptions(): GraphQLError {
  return graphError('LIMIT_EXCEEDED', 'No more subscriptions can be opened at present.');
}

/** Ends a subscription that is not opened. @returns the result for the client */
export function endWith(result: ExecutionResult, subscriber: Subscriber): ExecutionResult {
  const single = publicResult(result, subscriber);
  subscriber.end();
  return single;
}

/** Removes from a result what callers must not receive, and logs it instead. */
function publicResult(
  { errors, ...result }: ExecutionResult,
  { log, codes }: Subscriber,
): ExecutionResult {
  if (!errors) return result;
  logCauses(errors, log);
  const publicErrors = errors.map((error) => {
    const { path = null, nodes = null } = error;
    const { message, extensions } = serializeError(error);
    codes.add(publicError(error).code);
    return new GraphQLError(message, { path, nodes, extensions: extensions ?? null });
  });
  return { ...result, errors: publicErrors };
}
