import { setMaxListeners } from 'node:events';
import type { ServerResponse } from 'node:http';

/** The caller closed the connection or the subscription before the response. */
export class CallerGoneError extends Error {
  override readonly name = 'CallerGoneError';
}

/** Whether the caller of a response has gone. Unlike a signal it has no event, and costs nothing until it is read. */
export class CallerState {
  constructor(private readonly response: ServerResponse) {}

  get aborted(): boolean {
    return this.response.destroyed && !this.response.writableFinished;
  }

  get reason(): CallerGoneError {
    return new CallerGoneError('the caller has gone');
  }
}

/** Aborts the work for a caller. */
export function createCaller(): AbortController {
  const controller = new AbortController();
  // All work of a request listens to its signal.
  setMaxListeners(0, controller.signal);
  return controller;
}

/** Returns a signal that is aborted when the connection closes before the response has been sent. */
export function callerSignal(response: ServerResponse): AbortSignal {
  const controller = createCaller();
  const state = new CallerState(response);
  response.once('close', () => {
    if (state.aborted) controller.abort(state.reason);
  });
  return controller.signal;
}
