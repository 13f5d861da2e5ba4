/** The responses of `/_sandbox`, as far as the page uses them. */

export type WebhookState = 'held' | 'sending' | 'retrying' | 'delivered' | 'failed';

export interface Webhook {
  readonly id: string;
  readonly eventType: string;
  readonly transactionId: string;
  readonly orderId: string;
  readonly origin: string;
  readonly status: string;
  readonly state: WebhookState;
  readonly attemptCount: number;
  readonly nextAttemptAt: string | null;
  /** The HTTP status of the last attempt; null without a response. */
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

interface OrderEvent {
  readonly createdAt: string;
  /** E.g. `completed.walk_in_test.completed`. */
  readonly status: string;
  readonly detail?: string;
}

interface Appointment {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly startAt: string | null;
}

export interface Order {
  readonly id: string;
  readonly origin: string;
  readonly status: string;
  /** Oldest first. */
  readonly events: readonly OrderEvent[];
  readonly appointments: readonly Appointment[];
}

export interface Transaction {
  readonly id: string;
  readonly journey: string;
  readonly method: string;
  readonly status: string;
  readonly clientUserId: string;
  readonly orders: readonly Order[];
}

/** The faults of the REST API. */
export interface RestFault {
  readonly path: string;
  readonly times: number;
  readonly delayMs: number;
  readonly status?: number;
}

/** The faults of the webhooks of appointments and critical results. */
export interface SupplementFaults {
  /** A share, from 0 to 1. */
  readonly lost: number;
  /** A share, from 0 to 1. */
  readonly doubled: number;
  /** In milliseconds. */
  readonly delay: number;
}

export interface SandboxState {
  readonly webhookUrl: string;
  readonly apiKey: string;
  /** Two secrets, separated by a comma, during a rotation: the new one first. */
  readonly secret: string;
  readonly held: boolean;
  readonly fault: RestFault | null;
  readonly supplementFaults: SupplementFaults;
  /** The lag of the REST API. */
  readonly readLagMs: number;
  readonly journeys: readonly string[];
  readonly statuses: readonly string[];
}

export interface Overview {
  readonly state: SandboxState;
  /** Newest first. */
  readonly webhooks: readonly Webhook[];
  /** Newest first. */
  readonly transactions: readonly Transaction[];
}
