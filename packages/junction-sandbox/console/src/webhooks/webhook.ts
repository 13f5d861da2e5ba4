import type { Tone } from '@order-transactions/console-kit';
import type { Webhook, WebhookState } from '../types.js';

/** The badge of a webhook: its text has the same meaning as its colour. */
export function badgeOf({
  state,
  httpStatus,
  attemptCount,
}: Pick<Webhook, 'state' | 'httpStatus' | 'attemptCount'>): {
  readonly tone: Tone;
  readonly text: string;
} {
  const answer = httpStatus ?? 'no response';
  if (state === 'delivered') return { tone: 'good', text: `✓ ${answer} delivered` };
  if (state === 'failed') return { tone: 'bad', text: '✕ given up' };
  if (state === 'held') return { tone: 'wait', text: '⏸ held back' };
  if (state === 'retrying') return { tone: 'bad', text: `↻ ${answer}` };
  return { tone: 'wait', text: attemptCount > 0 ? '→ again' : '→ sending' };
}

/** The outcome that the receiver reports, when it responds as the order-transactions subgraph does. */
export function outcomeOf(answer: string | null): string | null {
  try {
    const { outcome } = JSON.parse(answer ?? '') as { readonly outcome?: unknown };
    return typeof outcome === 'string' ? outcome : null;
  } catch {
    return null;
  }
}

/** The states that a choice of the list includes. */
export const SHOWN_STATES = {
  All: ['held', 'sending', 'retrying', 'delivered', 'failed'],
  Waiting: ['held', 'sending', 'retrying'],
  'Not delivered': ['retrying', 'failed'],
  Delivered: ['delivered'],
} as const satisfies Record<string, readonly WebhookState[]>;

export type Shown = keyof typeof SHOWN_STATES;

export function isShown({ state }: Pick<Webhook, 'state'>, shown: Shown): boolean {
  return (SHOWN_STATES[shown] as readonly WebhookState[]).includes(state);
}

/** The probable cause of the newest failure; null when the newest attempt succeeded. */
export function adviceOf(webhooks: readonly Webhook[]): string | null {
  const newest = webhooks.find(({ attemptCount }) => attemptCount > 0);
  if (newest?.state !== 'retrying' && newest?.state !== 'failed') return null;
  const { httpStatus } = newest;
  if (httpStatus === null)
    return 'The receiver does not answer. Its webhooks are repeated until it does.';
  if (httpStatus === 401 || httpStatus === 403) {
    return `The receiver answers ${httpStatus}. Does it have the signing secret?`;
  }
  if (httpStatus === 404) return 'The receiver answers 404. Is the path of its address right?';
  return `The receiver answers ${httpStatus}. Its webhooks are repeated until it answers 2xx.`;
}
