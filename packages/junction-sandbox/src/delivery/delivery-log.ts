import type { Message } from './message.js';

/** The maximum number of webhooks. The oldest ones are dropped. */
const MOST = 200;

export type WebhookState = 'held' | 'sending' | 'retrying' | 'delivered' | 'failed';

export interface LoggedAttempt {
  /** ISO 8601. */
  readonly sentAt: string;
  readonly durationMs: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null without a response. */
  readonly httpStatus: number | null;
  /** The beginning of the response, or the reason why there is none. */
  readonly answer: string;
}

export interface LoggedWebhook {
  readonly message: Message;
  readonly state: WebhookState;
  readonly attempts: readonly LoggedAttempt[];
  /** ISO 8601; null unless `retrying`. */
  readonly nextAttemptAt: string | null;
}

/** The webhooks since the start, in memory, for the console. */
export class DeliveryLog {
  private readonly webhooks = new Map<string, LoggedWebhook>();

  /** @param onChange called after each change */
  constructor(private readonly onChange: () => void) {}

  /** Newest first. */
  list(): LoggedWebhook[] {
    return [...this.webhooks.values()].reverse();
  }

  get(messageId: string): LoggedWebhook | undefined {
    return this.webhooks.get(messageId);
  }

  setState(message: Message, state: WebhookState, nextAttemptAt: string | null = null): void {
    const attempts = this.webhooks.get(message.id)?.attempts ?? [];
    this.put({ message, state, attempts, nextAttemptAt });
  }

  addAttempt(message: Message, attempt: LoggedAttempt): void {
    const webhook = this.webhooks.get(message.id);
    if (!webhook) return;
    this.put({ ...webhook, attempts: [...webhook.attempts, attempt] });
  }

  private put(webhook: LoggedWebhook): void {
    this.webhooks.set(webhook.message.id, webhook);
    const [oldest] = this.webhooks.keys();
    if (this.webhooks.size > MOST && oldest !== undefined) this.webhooks.delete(oldest);
    this.onChange();
  }
}
