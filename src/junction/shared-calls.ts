interface SharedCall<T> {
  readonly promise: Promise<T>;
  readonly controller: AbortController;
  callers: number;
}

/** Shares running calls by key among their callers. A call is aborted when all of its callers have disconnected. */
export class SharedCalls<T> {
  private readonly running = new Map<string, SharedCall<T>>();

  /**
   * Joins the running call of this key, or starts one.
   *
   * @param caller rejects the promise of this caller alone; a caller without a signal never disconnects
   */
  async join(
    key: string,
    start: (signal: AbortSignal) => Promise<T>,
    caller?: AbortSignal,
  ): Promise<T> {
    caller?.throwIfAborted();
    const call = this.running.get(key) ?? this.start(key, start);
    call.callers++;
    if (caller === undefined) return call.promise;
    return new Promise((resolve, reject) => {
      const abandon = () => {
        reject(caller.reason as Error);
        if (--call.callers === 0) this.abort(key, call);
      };
      caller.addEventListener('abort', abandon, { once: true });
      void call.promise
        .then(resolve, reject)
        .finally(() => caller.removeEventListener('abort', abandon));
    });
  }

  private start(key: string, start: (signal: AbortSignal) => Promise<T>): SharedCall<T> {
    const controller = new AbortController();
    const promise = start(controller.signal).finally(() => this.drop(key, call));
    const call = { promise, controller, callers: 0 };
    this.running.set(key, call);
    return call;
  }

  private abort(key: string, call: SharedCall<T>): void {
    // Before it settles: a new caller must not join a call that is being aborted.
    this.drop(key, call);
    call.controller.abort();
  }

  private drop(key: string, call: SharedCall<T>): void {
    if (this.running.get(key) === call) this.running.delete(key);
  }
}
