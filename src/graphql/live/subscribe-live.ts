import {
  createSourceEventStream,
  execute,
  GraphQLError,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql';
import type { RequestContext } from '../context.js';
import { logCauses } from '../error-log.js';
import { formatError, publicError } from '../errors.js';

/** One subscription; stands in the place of the context in the arguments of {@link subscribeLive}. */
export interface LiveScope {
  readonly createContext: () => RequestContext;
  /** Called once. @param codes of the errors in all its answers. */
  readonly onEnd: (codes: Set<string>) => void;
}

/**
 * Answer by answer, each with a context of its own, so that none is told what was loaded for an earlier one.
 *
 * @param args with a {@link LiveScope} for the context
 */
export async function subscribeLive(
  args: ExecutionArgs,
): Promise<AsyncIterableIterator<ExecutionResult> | ExecutionResult> {
  const { createContext, onEnd } = args.contextValue as LiveScope;
  const codes = new Set<string>();
  const context = createContext();
  const events = await createSourceEventStream({ ...args, contextValue: context });
  if (!(Symbol.asyncIterator in events)) {
    const answer = told(events, context, codes);
    onEnd(codes);
    return answer;
  }
  return answersTo(
    events[Symbol.asyncIterator](),
    async (event) => {
      const fresh = createContext();
      return told(await execute({ ...args, rootValue: event, contextValue: fresh }), fresh, codes);
    },
    () => onEnd(codes),
  );
}

/** Not an async generator, which could not be ended while it waits for an event. */
function answersTo(
  events: AsyncIterator<unknown>,
  answer: (event: unknown) => Promise<ExecutionResult>,
  onEnd: () => void,
): AsyncIterableIterator<ExecutionResult> {
  let ended = false;
  const end = (): IteratorResult<ExecutionResult> => {
    if (!ended) onEnd();
    ended = true;
    return { done: true, value: undefined };
  };
  return {
    next: async () => {
      const event = await events.next();
      return event.done ? end() : { value: await answer(event.value) };
    },
    return: async () => {
      await events.return?.();
      return end();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The answer as callers may know it; what they may not is logged. */
function told(
  { errors, ...answer }: ExecutionResult,
  { log }: RequestContext,
  codes: Set<string>,
): ExecutionResult {
  if (!errors) return answer;
  logCauses(errors, log);
  const publicErrors = errors.map((error) => {
    const { path = null, nodes = null } = error;
    const { message, extensions } = formatError(error.toJSON(), error);
    codes.add(publicError(error).code);
    return new GraphQLError(message, { path, nodes, extensions: extensions ?? null });
  });
  return { ...answer, errors: publicErrors };
}
