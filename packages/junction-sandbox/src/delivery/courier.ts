import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonFolder } from '../json-folder.js';
import { brokenOff } from './broken-off.js';
import type { DeliveryLog } from './delivery-log.js';
import { HoldGate } from './hold-gate.js';
import type { Message } from './message.js';
import { newSecret, signedHeaders } from './signature.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Junction's delays after each failed attempt. After the last attempt, the sandbox gives up. */
const RETRY_DELAYS = [
  5 * SECOND,
  5 * MINUTE,
  30 * MINUTE,
  2 * HOUR,
  5 * HOUR,
  10 * HOUR,
  10 * HOUR,
];

export interface CourierOptions {
  readonly webhookUrl: string;
  /** `whsec_…`; during a rotation several secrets, separated by commas. */
  readonly webhookSecret: string;
  /** The factor for the delays between attempts. With 0.001, the second attempt follows after 5 ms. */
  readonly timeScale: number;
  /** The maximum duration of a response in milliseconds. */
  readonly timeout: number;
  /** Called after each attempt. */
  readonly onDelivery: OnDelivery;
}

/** The faults of a delivery. */
export interface DeliveryFault {
  /** The delay before the first attempt, in milliseconds. */
  readonly heldBack: number;
  /** The first attempt is truncated. */
  readonly truncated: boolean;
  /** The first attempt is signed with a secret that the receiver does not have. */
  readonly wrongSecret: boolean;
}

/** A webhook to send, with the faults of its delivery. */
export interface Delivery extends DeliveryFault {
  readonly message: Message;
}

export const NO_FAULT: DeliveryFault = { heldBack: 0, truncated: false, wrongSecret: false };
/** The part of the receiver's answer that the log stores. */
const ANSWER_LENGTH = 2_000;

/** The outcome of one delivery attempt, without data of the patient. */
export interface DeliveryAttempt {
  readonly messageId: string;
  readonly eventType: string;
  readonly origin: string;
  /** The order's low-level status, e.g. `redraw_available`, and the kind of webhook. */
  readonly status: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** Null when no response arrived in time. */
  readonly httpStatus: number | null;
}

export type OnDelivery = (attempt: DeliveryAttempt) => void;

/**
 * Delivers webhooks to the receiver as Junction does: signs them, and repeats them until one attempt is answered with
 * 2xx.
 */
export class Courier {
  private readonly closing = new AbortController();
  private readonly inProgress = new Map<string, InProgress>();
  private currentSecret: string;
  /** Holds webhooks back before their first attempt. */
  readonly gate = new HoldGate();

  /** @param outbox stores the undelivered messages, so that a restart does not lose them. */
  constructor(
    private readonly options: CourierOptions,
    private readonly outbox: JsonFolder<Message>,
    private readonly log: DeliveryLog,
  ) {
    this.currentSecret = options.webhookSecret;
    // Every webhook in progress adds a listener. Node reports more than ten listeners as a leak.
    setMaxListeners(0, this.closing.signal);
  }

  get closed(): boolean {
    return this.closing.signal.aborted;
  }

  /** Signs further attempts with other secrets, in the format of {@link CourierOptions.webhookSecret}. */
  useSecret(secret: string): void {
    this.currentSecret = secret;
  }

  get secret(): string {
    return this.currentSecret;
  }

  /** Accepts a message. The courier sends it, also after a restart, until it is delivered or given up. */
  accept(message: Message): void {
    this.outbox.put(message.id, message);
  }

  /** Accepts a message and starts to send it. */
  send(message: Message): void {
    this.accept(message);
    void this.deliver(message);
  }

  /** Removes a message that is no longer to be sent after a restart. */
  forget(messageId: string): void {
    this.outbox.remove(messageId);
  }

  /**
   * Sends a message until it is delivered, given up, or the courier is closed.
   *
   * @param onAttempt called after each attempt of this message, in addition to the courier's own listener
   * @returns whether it was delivered
   */
  async deliver(
    message: Message,
    fault = NO_FAULT,
    onAttempt: OnDelivery = () => undefined,
  ): Promise<boolean> {
    const shared = this.begin(message.id);
    await this.gate.pass(message.id, () => this.log.setState(message, 'held'));
    this.log.setState(message, 'sending');
    if (fault.heldBack > 0) await this.pause(fault.heldBack);
    const first = {
      body: fault.truncated ? brokenOff(message.body) : message.body,
      secret: fault.wrongSecret ? newSecret() : this.secret,
    };
    const delivered =
      (await this.attempt(message, 1, onAttempt, first)) ||
      (await this.retry(message, onAttempt, shared));
    if (delivered) shared.delivered.abort();
    if (--shared.deliveries === 0) this.inProgress.delete(message.id);
    if (!delivered && this.closed) return false;
    this.outbox.remove(message.id);
    this.log.setState(message, delivered ? 'delivered' : 'failed');
    return delivered;
  }

  /** Sends the messages that an earlier run left undelivered. */
  async deliverLeftovers(): Promise<void> {
    await Promise.all(this.outbox.values().map((message) => this.deliver(message)));
  }

  /** Waits the given number of milliseconds, or less when the courier is closed or the signal is aborted. */
  async pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const end = AbortSignal.any([this.closing.signal, ...(signal ? [signal] : [])]);
    await sleep(milliseconds, undefined, { signal: end }).catch(() => undefined);
  }

  /** Aborts attempts and delays that are in progress. */
  close(): void {
    this.closing.abort();
    this.gate.close();
  }

  private begin(messageId: string): InProgress {
    const shared = this.inProgress.get(messageId) ?? {
      delivered: new AbortController(),
      deliveries: 0,
      retries: null,
      nextAttemptAt: null,
    };
    shared.deliveries++;
    this.inProgress.set(messageId, shared);
    return shared;
  }

  /** Retries a message, or waits for the retries that another delivery of it has started. */
  private async retry(
    message: Message,
    onAttempt: OnDelivery,
    shared: InProgress,
  ): Promise<boolean> {
    if (shared.retries === null) {
      shared.retries = this.runRetries(message, onAttempt, shared).finally(() => {
        shared.retries = null;
      });
    } else {
      this.log.setState(message, 'retrying', shared.nextAttemptAt);
    }
    return shared.retries;
  }

  private async runRetries(
    message: Message,
    onAttempt: OnDelivery,
    shared: InProgress,
  ): Promise<boolean> {
    const delivered = shared.delivered.signal;
    for (const [retries, delay] of RETRY_DELAYS.entries()) {
      const wait = delay * this.options.timeScale;
      shared.nextAttemptAt = new Date(Date.now() + wait).toISOString();
      this.log.setState(message, 'retrying', shared.nextAttemptAt);
      await this.pause(wait, delivered);
      if (delivered.aborted) return true;
      if (this.closed) return false;
      if (await this.attempt(message, retries + 2, onAttempt)) return true;
    }
    return false;
  }

  private async attempt(
    message: Message,
    attempt: number,
    onAttempt: OnDelivery,
    { body, secret }: Outgoing = { body: message.body, secret: this.secret },
  ): Promise<boolean> {
    const now = new Date();
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'Svix-Webhooks/sandbox',
      ...signedHeaders(secret, message.id, message.body, now),
    };
    const { httpStatus, answer } = await this.post(headers, body).catch(noAnswer);
    if (this.closed) return false;
    const durationMs = Date.now() - now.getTime();
    this.log.addAttempt(message, {
      sentAt: now.toISOString(),
      durationMs,
      headers,
      httpStatus,
      answer,
    });
    const { id: messageId, eventType, origin, status } = message;
    const done = { messageId, eventType, origin, status, attempt, httpStatus };
    this.options.onDelivery(done);
    onAttempt(done);
    return httpStatus !== null && httpStatus >= 200 && httpStatus < 300;
  }

  private async post(headers: Record<string, string>, body: string | ReadableStream) {
    const { webhookUrl, timeout } = this.options;
    const response = await fetch(webhookUrl, {
      method: 'POST',
      headers,
      body,
      // `fetch` requires it for request streams.
      duplex: 'half',
      // A redirect counts as a failure.
      redirect: 'manual',
      signal: AbortSignal.any([this.closing.signal, AbortSignal.timeout(timeout)]),
    });
    const answer = await response.text();
    return { httpStatus: response.status, answer: answer.slice(0, ANSWER_LENGTH) };
  }
}

/**
 * The deliveries of one message that are in progress. They can overlap: a webhook can be sent twice, or resent by hand
 * while a retry is pending. They share their retries, so that a message has one pending retry.
 */
interface InProgress {
  /** Aborted once an attempt has succeeded; no retry follows then. */
  readonly delivered: AbortController;
  /** The number of the deliveries. */
  deliveries: number;
  /** Whether a retry succeeds; null while none is pending. */
  retries: Promise<boolean> | null;
  /** ISO 8601. */
  nextAttemptAt: string | null;
}

interface Outgoing {
  readonly body: string | ReadableStream;
  readonly secret: string;
}

function noAnswer(error: unknown): { httpStatus: null; answer: string } {
  const { cause, message } = error as Error & { cause?: NodeJS.ErrnoException };
  return { httpStatus: null, answer: cause?.code ?? cause?.message ?? message };
}
