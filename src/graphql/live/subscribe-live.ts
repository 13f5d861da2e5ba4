import {
  createSourceEventStream,
  execute,
  GraphQLError,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';
import type { RequestContext } from '../context.js';
import { logCauses } from '../error-log.js';
import { formatError } from '../errors.js';

/** Stands in the place of the context in the arguments of {@link subscribeLive}. */
export type CreateContext = () => RequestContext;

/**
 * Answer by answer, each with a context of its own, so that none is told what was loaded for an earlier one.
 *
 * @param args with a {@link CreateContext} for the context
 */
export async function subscribeLive(
  args: ExecutionArgs,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const createContext = args.contextValue as CreateContext;
  const context = createContext();
  const events = await createSourceEventStream({ ...args, contextValue: context });
  if (!(Symbol.asyncIterator in events)) return told(events, context);
  return answersTo(events[Symbol.asyncIterator](), async (event) => {
    const fresh = createContext();
    return told(await execute({ ...args, rootValue: event, contextValue: fresh }), fresh);
  });
}

/** Not an async generator, which could not be ended while it waits for an event. */
function answersTo(
  events: AsyncIterator<unknown>,
  answer: (event: unknown) => Promise<ExecutionResult>,
): AsyncIterableIterator<ExecutionResult> {
  return {
    next: async () => {
      const event = await events.next();
      return event.done ? { done: true, value: undefined } : { value: await answer(event.value) };
    },
    return: async () => {
      await events.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The answer as callers may know it; what they may not is logged. */
function told({ errors, ...answer }: ExecutionResult, { log }: RequestContext): ExecutionResult {
  if (!errors) return answer;
  logCauses(errors, log);
  const publicErrors = errors.map((error) => {
    const { path = null, nodes = null } = error;
    const { message, extensions } = formatError(error.toJSON(), error);
    return new GraphQLError(message, { path, nodes, extensions: extensions ?? null });
  });
  return { ...answer, errors: publicErrors };
}
