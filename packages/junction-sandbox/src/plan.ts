import { Chance } from './chance.js';
import type { Delivery } from './delivery/courier.js';
import { messageOf, type Message } from './delivery/message.js';
import type { Step } from './lab/step.js';
import type { Transaction } from './lab/transaction.js';
import type { DeliveryOptions } from './delivery-options.js';

/** A state of the transaction, and the webhooks to send while it is current. */
export interface Batch {
  readonly transaction: Transaction;
  readonly deliveries: readonly Delivery[];
}

interface StepMessages {
  readonly transaction: Transaction;
  readonly messages: readonly Message[];
}

/** The batches of a journey, in order. The same steps and options give the same plan. */
export function planOf(steps: readonly Step[], options: DeliveryOptions): Batch[] {
  const chance = new Chance(options.seed);
  const all = announcements(options.frozen ? steps.map(withFrozenTimes) : steps, options.lag);
  const sent = withoutLost(all, options.lost, chance);
  const repeated = withDuplicates(sent, options.duplicates, chance);
  return applyFaults(atOnce(repeated, options, chance), options, chance);
}

function withFrozenTimes({ transaction, announced }: Step): Step {
  return { transaction: { ...transaction, frozen: true }, announced };
}

function announcements(steps: readonly Step[], lag: number): StepMessages[] {
  return steps.map(({ transaction, announced }, index) => {
    const embedded = steps[Math.max(0, index - lag)]?.transaction;
    const messages = announced.map((it) => messageOf(transaction, it, embedded));
    return { transaction, messages };
  });
}

function withoutLost(
  announced: readonly StepMessages[],
  share: number,
  chance: Chance,
): StepMessages[] {
  if (share === 0) return [...announced];
  return announced.map(({ transaction, messages }) => ({
    transaction,
    messages: messages.filter(() => chance.next() >= share),
  }));
}

function withDuplicates(
  announced: readonly StepMessages[],
  count: number,
  chance: Chance,
): StepMessages[] {
  const repeated = someOf(announced, count, chance);
  return announced.map(({ transaction, messages }) => ({
    transaction,
    messages: messages.flatMap((message) => (repeated.has(message) ? [message, message] : message)),
  }));
}

function atOnce(
  announced: StepMessages[],
  { shuffle, burst }: DeliveryOptions,
  chance: Chance,
): readonly StepMessages[] {
  const end = announced.at(-1);
  if (!(shuffle || burst) || !end) return announced;
  const messages = announced.flatMap((announcement) => announcement.messages);
  return [
    { transaction: end.transaction, messages: shuffle ? chance.shuffled(messages) : messages },
  ];
}

function applyFaults(
  announced: readonly StepMessages[],
  { truncated, delay, wrongSecret }: DeliveryOptions,
  chance: Chance,
): Batch[] {
  const broken = someOf(announced, truncated, chance);
  const wronglySigned = someOf(announced, wrongSecret, chance);
  return announced.map(({ transaction, messages }) => ({
    transaction,
    deliveries: messages.map((message) => ({
      message,
      heldBack: chance.between(0, delay),
      truncated: broken.has(message),
      wrongSecret: wronglySigned.has(message),
    })),
  }));
}

function someOf(announced: readonly StepMessages[], count: number, chance: Chance): Set<Message> {
  if (count === 0) return new Set();
  const all = new Set(announced.flatMap(({ messages }) => messages));
  return new Set(chance.shuffled([...all]).slice(0, count));
}
