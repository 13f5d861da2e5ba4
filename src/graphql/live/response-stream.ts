import type { ExecutionResult, GraphQLError } from 'graphql';
import type { WatchedTransaction } from './watched-transaction.js';

export interface ResponseStreamOptions {
  /** Returns null for an event without a result. */
  readonly execute: (event: WatchedTransaction) => Promise<ExecutionResult | null>;
  /** Converts an error of the events, or of the execution for one, to an error for the client. */
  readonly failureOf: (error: unknown) => GraphQLError;
  /** Called once, with the error that closed the subscription, if there is one. */
  readonly onEnd: (failure: GraphQLError | null) => void;
}

type Next = IteratorResult<ExecutionResult, undefined>;
const DONE: Next = { done: true, value: undefined };

/**
 * The results of one subscription: at most one for each event, until the client completes it or it fails.
 *
 * Not an async generator function, which could not be closed while it waits for an event.
 */
export class ResponseStream implements AsyncIterableIterator<ExecutionResult> {
  private isClosed = false;
  private failure: GraphQLError | null = null;
  /** Rejects the pending result. */
  private interrupt: ((error: GraphQLError) => void) | null = null;

  constructor(
    private readonly events: AsyncIterator<WatchedTransaction>,
    private readonly options: ResponseStreamOptions,
  ) {}

  next(): Promise<Next> {
    const { failure } = this;
    if (failure) {
      this.failure = null;
      return Promise.reject(failure);
    }
    if (this.isClosed) return Promise.resolve(DONE);
    return new Promise((resolve, reject) => {
      this.interrupt = reject;
      this.nextResult().then(resolve, reject);
    });
  }

  async return(): Promise<Next> {
    await this.end(null);
    return DONE;
  }

  /** Closes the subscription: the consumer receives the error instead of the next result. */
  fail(error: GraphQLError): void {
    if (this.isClosed) return;
    if (this.interrupt) this.interrupt(error);
    else this.failure = error;
    void this.end(error);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private async nextResult(): Promise<Next> {
    try {
      for (;;) {
        const event = await this.events.next();
        if (event.done) {
          await this.end(null);
          return DONE;
        }
        const value = await this.options.execute(event.value);
        if (value !== null) return { done: false, value };
      }
    } catch (error) {
      const failure = this.options.failureOf(error);
      await this.end(failure);
      throw failure;
    } finally {
      this.interrupt = null;
    }
  }

  private async end(failure: GraphQLError | null): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    this.options.onEnd(failure);
    await this.events.return?.();
  }
}
