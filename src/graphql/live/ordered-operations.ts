import type { ClientMessage } from './client-message.js';

type Handle = (text: string) => Promise<void>;

/**
 * Passes the messages of one connection to graphql-ws in order. A `subscribe` whose id belongs to an operation that was
 * completed but is not closed yet waits until it is closed: graphql-ws 6.4.2 would otherwise delete the newer operation
 * together with the earlier one, and nothing would close the newer one any more.
 */
export class OrderedOperations {
  private readonly running = new Map<string, Promise<void>>();
  /** The running operations that the client has completed. */
  private readonly completed = new Map<string, Promise<void>>();
  private turn: Promise<unknown> = Promise.resolve();

  get count(): number {
    return this.running.size;
  }

  /** Resolves when the message is handled: for a `subscribe`, when the operation is closed. */
  async handle({ text, type, id }: ClientMessage, handle: Handle): Promise<void> {
    const started = this.turn.then(async () => {
      if (type === 'subscribe') await this.completed.get(id);
      const handled = handle(text);
      if (type === 'subscribe') this.track(id, handled);
      if (type === 'complete') this.complete(id);
      // Wrapped in an object: the next message does not wait until this one is handled.
      return { handled };
    });
    this.turn = started;
    await (
      await started
    ).handled;
  }

  /** Resolves when all operations are closed. */
  async idle(): Promise<void> {
    await Promise.all(this.running.values());
  }

  private track(id: string, handled: Promise<void>): void {
    const settled = handled
      .catch(() => undefined)
      .then(() => {
        if (this.running.get(id) === settled) this.running.delete(id);
        if (this.completed.get(id) === settled) this.completed.delete(id);
      });
    this.running.set(id, settled);
  }

  private complete(id: string): void {
    const running = this.running.get(id);
    if (running) this.completed.set(id, running);
  }
}
