/** The answers of `/_sandbox`, as far as the page uses them. */

export type WebhookState = 'held' | 'sending' | 'retrying' | 'delivered' | 'failed';

export interface Webhook {
  readonly id: string;
  readonly eventType: string;
  readonly origin: string;
  readonly status: string;
  readonly state: WebhookState;
  readonly attemptCount: number;
  readonly nextAttemptAt: string | null;
  /** Of the last attempt; null without an answer. */
  readonly httpStatus: number | null;
  readonly answer: string | null;
  readonly sentAt: string | null;
}

export interface Attempt {
  readonly sentAt: string;
  readonly durationMs: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly httpStatus: number | null;
  readonly answer: string;
}

export interface WebhookDetails extends Webhook {
  readonly attempts: readonly Attempt[];
  readonly payload: unknown;
}

export interface Order {
  readonly id: string;
  readonly origin: string;
  readonly status: string;
}

export interface Transaction {
  readonly id: string;
  readonly journey: string;
  readonly method: string;
  readonly status: string;
  readonly clientUserId: string;
  readonly orders: readonly Order[];
}

/** What goes wrong with the REST API. */
export interface RestFault {
  readonly path: string;
  readonly times: number;
  readonly delayMs: number;
  readonly status?: number;
}

export interface SandboxState {
  readonly webhookUrl: string;
  readonly apiKey: string;
  /** Two separated by a comma during a rotation: the new one first. */
  readonly secret: string;
  readonly held: boolean;
  readonly fault: RestFault | null;
  readonly journeys: readonly string[];
  readonly statuses: readonly string[];
}

export interface Overview {
  readonly state: SandboxState;
  /** The newest first. */
  readonly webhooks: readonly Webhook[];
  /** The newest first. */
  readonly transactions: readonly Transaction[];
}
