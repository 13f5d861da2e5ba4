import type { DeliveryAttempt } from '../delivery/courier.js';
import type { JourneyName } from '../journeys/index.js';
import type { Play, PlayOptions, Sandbox } from '../sandbox.js';
import { checkAttempt } from './receiver.js';

export interface Played {
  readonly transactionId: string;
  readonly delivered: boolean;
}

export interface PlayRequest {
  readonly journey: JourneyName;
  readonly options: PlayOptions;
  readonly webhookUrl: string;
  readonly onStart: (transactionId: string) => void;
  readonly onDelivery: (attempt: DeliveryAttempt) => void;
}

/**
 * Plays a journey on a sandbox in this process until every webhook is delivered or given up, then closes the sandbox.
 * Leaves no webhook in the outbox.
 *
 * @returns null when `stopped` settles first
 * @throws PlayError when the receiver goes away or rejects the webhooks
 */
export async function playHere(
  sandbox: Sandbox,
  request: PlayRequest,
  stopped: Promise<void>,
): Promise<Played | null> {
  const watch = watchReceiver(request);
  let play: Play | null = null;
  try {
    play = sandbox.playJourney(request.journey, request.options, watch.onAttempt);
    const { transactionId } = play;
    request.onStart(transactionId);
    const played = play.delivered.then((delivered) => ({ transactionId, delivered }));
    return await Promise.race([played, watch.failed, stopped.then(() => null)]);
  } finally {
    await sandbox.close();
    play?.discard();
  }
}

/** Rejects as soon as no further attempt can succeed. */
export function watchReceiver({ webhookUrl, onDelivery }: PlayRequest) {
  let fail: (error: unknown) => void;
  const failed = new Promise<never>((_, reject) => (fail = reject));
  // The promise may reject after the race has settled.
  failed.catch(() => undefined);
  const onAttempt = (attempt: DeliveryAttempt) => {
    onDelivery(attempt);
    checkAttempt(attempt, webhookUrl).catch((error: unknown) => fail(error));
  };
  return { failed, onAttempt };
}

/** Resolves when the process receives a signal to stop. npm may repeat the signal, which then has no effect. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve());
  });
}
