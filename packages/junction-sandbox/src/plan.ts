import { Chance } from './chance.js';
import { messageOf, type Message } from './delivery/message.js';
import type { Frame } from './journeys/play-through.js';
import { orderOf, type Transaction } from './lab/transaction.js';
import type { Manner } from './manner.js';

/** A webhook that is to be sent, and what befalls it. */
export interface Sending {
  readonly message: Message;
  /** Milliseconds that it is held back. */
  readonly heldBack: number;
  /** The first attempt breaks off in the middle. */
  readonly truncated: boolean;
}

/** A state of the transaction, and what is sent while it lasts. */
export interface Scene {
  readonly transaction: Transaction;
  readonly sendings: readonly Sending[];
}

interface Announcement {
  readonly transaction: Transaction;
  readonly messages: readonly Message[];
}

/** What is to be done for a journey, in order. The same frames and manner give the same plan. */
export function planOf(frames: readonly Frame[], manner: Manner): Scene[] {
  const chance = new Chance(manner.seed);
  const told = announcements(manner.frozen ? frames.map(withFrozenTimes) : frames, manner.lag);
  const sent = withoutLost(told, manner.lost, chance);
  const repeated = withDuplicates(sent, manner.duplicates, chance);
  return befall(atOnce(repeated, manner, chance), manner, chance);
}

function withFrozenTimes({ transaction, announced }: Frame): Frame {
  return { transaction: { ...transaction, frozen: true }, announced };
}

function announcements(frames: readonly Frame[], lag: number): Announcement[] {
  return frames.map(({ transaction, announced }, index) => {
    const embedded = frames[Math.max(0, index - lag)]?.transaction;
    const orders = announced.flatMap((origin) => orderOf(transaction, origin) ?? []);
    return {
      transaction,
      messages: orders.map((order) => messageOf(transaction, order, embedded)),
    };
  });
}

function withoutLost(told: readonly Announcement[], share: number, chance: Chance): Announcement[] {
  if (share === 0) return [...told];
  return told.map(({ transaction, messages }) => ({
    transaction,
    messages: messages.filter(() => chance.next() >= share),
  }));
}

function withDuplicates(
  told: readonly Announcement[],
  count: number,
  chance: Chance,
): Announcement[] {
  const repeated = someOf(told, count, chance);
  return told.map(({ transaction, messages }) => ({
    transaction,
    messages: messages.flatMap((message) => (repeated.has(message) ? [message, message] : message)),
  }));
}

function atOnce(
  told: Announcement[],
  { shuffle, burst }: Manner,
  chance: Chance,
): readonly Announcement[] {
  const end = told.at(-1);
  if (!(shuffle || burst) || !end) return told;
  const messages = told.flatMap((announcement) => announcement.messages);
  return [
    { transaction: end.transaction, messages: shuffle ? chance.shuffled(messages) : messages },
  ];
}

function befall(
  told: readonly Announcement[],
  { truncated, delay }: Manner,
  chance: Chance,
): Scene[] {
  const broken = someOf(told, truncated, chance);
  return told.map(({ transaction, messages }) => ({
    transaction,
    sendings: messages.map((message) => ({
      message,
      heldBack: chance.between(0, delay),
      truncated: broken.has(message),
    })),
  }));
}

function someOf(told: readonly Announcement[], count: number, chance: Chance): Set<Message> {
  const all = new Set(told.flatMap(({ messages }) => messages));
  return new Set(chance.shuffled([...all]).slice(0, count));
}
