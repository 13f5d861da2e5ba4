/** Holds webhooks back before their first attempt, until they are released individually or together. */
export class HoldGate {
  private readonly waiting = new Map<string, () => void>();
  private closed = false;

  /** While true, new webhooks are held back. */
  enabled = false;

  /** Resolves when the webhook may be sent. @param onHold called when the webhook must wait */
  async pass(messageId: string, onHold: () => void): Promise<void> {
    if (!this.enabled || this.closed) return;
    onHold();
    await new Promise<void>((release) => {
      const earlier = this.waiting.get(messageId);
      this.waiting.set(messageId, () => {
        earlier?.();
        release();
      });
    });
  }

  /** @returns false when the webhook is not held back */
  release(messageId: string): boolean {
    const release = this.waiting.get(messageId);
    this.waiting.delete(messageId);
    release?.();
    return release !== undefined;
  }

  releaseAll(): void {
    this.enabled = false;
    for (const id of [...this.waiting.keys()]) this.release(id);
  }

  close(): void {
    this.closed = true;
    this.releaseAll();
  }
}
