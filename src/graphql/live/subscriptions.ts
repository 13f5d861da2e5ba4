import type { FastifyBaseLogger } from 'fastify';
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
import { withinAnswerLimits } from '../limits/answer-limits.js';
import { createOperationLog } from '../operation-log.js';
import type { PreparedOperation } from '../preparation/prepare-operation.js';
import type { GraphSources } from '../sources.js';
import type { ReachedLimit } from '../metrics.js';
import type { Subscriber } from './subscriber.js';
import { SubscriptionAnswers } from './subscription-answers.js';
import type { ViewerBounds } from './viewer-bounds.js';

export interface SubscriptionOptions {
  readonly schema: GraphQLSchema;
  /** Sources that read the primary database: a replica may not have received the latest change. */
  readonly sources: GraphSources;
  readonly bounds: ViewerBounds;
  readonly onLimit: (limit: ReachedLimit) => void;
}

/** Opens subscriptions for every transport. */
export class Subscriptions {
  constructor(private readonly options: SubscriptionOptions) {}

  /** @returns the results; a single result when the subscription cannot be opened. */
  async open(
    operation: PreparedOperation,
    subscriber: Subscriber,
  ): Promise<SubscriptionAnswers | ExecutionResult> {
    const codes = new Set<string>();
    const release = this.options.bounds.takeSubscription(subscriber.viewer);
    const end = () => {
      release?.();
      subscriber.onEnd(codes);
    };
    try {
      if (release === null) {
        this.options.onLimit('subscriptions');
        const rejected = { errors: [tooManySubscriptions()] };
        return endWith(publicAnswer(rejected, subscriber.log, codes), end);
      }
      return await this.openWithin(operation, subscriber, codes, end);
    } catch (error) {
      end();
      throw error;
    }
  }

  private async openWithin(
    { document, operationName, variables }: PreparedOperation,
    subscriber: Subscriber,
    codes: Set<string>,
    end: () => void,
  ): Promise<SubscriptionAnswers | ExecutionResult> {
    const { schema } = this.options;
    const args = { schema, document, operationName, variableValues: variables };
    const contextValue = this.contextOf(subscriber);
    const events = await createSourceEventStream({ ...args, contextValue });
    if (!(Symbol.asyncIterator in events)) {
      return endWith(publicAnswer(events, subscriber.log, codes), end);
    }
    // Each result has its own context: nothing that was loaded for one is used for the next.
    const answer = async (rootValue: unknown) => {
      const contextValue = this.contextOf(subscriber);
      const result = await execute({ ...args, rootValue, contextValue });
      const answer = withinAnswerLimits(result, contextValue);
      return publicAnswer(answer, subscriber.log, codes);
    };
    return new SubscriptionAnswers(events[Symbol.asyncIterator](), {
      answer,
      failureOf: (error) => {
        subscriber.log.error({ err: error }, 'a subscription failed');
        const { code, message } = publicError(error);
        return graphError(code, message);
      },
      onEnd: (failure) => {
        if (failure) codes.add(publicError(failure).code);
        end();
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

function endWith(result: ExecutionResult, end: () => void): ExecutionResult {
  end();
  return result;
}

/** Removes from a result what callers must not receive, and logs it instead. */
export function publicAnswer(
  { errors, ...answer }: ExecutionResult,
  log: FastifyBaseLogger,
  codes: Set<string>,
): ExecutionResult {
  if (!errors) return answer;
  logCauses(errors, log);
  const publicErrors = errors.map((error) => {
    const { path = null, nodes = null } = error;
    const { message, extensions } = serializeError(error);
    codes.add(publicError(error).code);
    return new GraphQLError(message, { path, nodes, extensions: extensions ?? null });
  });
  return { ...answer, errors: publicErrors };
}
