import { Chance } from './chance.js';
import { messageOf, type Message } from './delivery/message.js';
import type { Frame } from './journeys/play-through.js';
import { orderOf, type Transaction } from './lab/transaction.js';

/** How the webhooks of a journey are sent. */
export interface Manner {
  /** Decides which webhooks are sent twice, and their order when it is shuffled. */
  readonly seed: number;
  /**
   * False: each webhook is delivered before the next step is taken. True: all steps are taken at once, then the
   * webhooks are sent in another order, none waiting for the answer to another.
   */
  readonly shuffle: boolean;
  /** How many webhooks are sent twice, under the same message id. */
  readonly duplicates: number;
  /** The share of webhooks that are never sent, from 0 to 1. */
  readonly lost: number;
  /** Milliseconds after each webhook. */
  readonly pause: number;
}

/** Every webhook once, when its step is taken. */
export const IN_ORDER = { shuffle: false, duplicates: 0, lost: 0, pause: 0 } as const;

/** A state of the transaction, and what is sent while it lasts. */
export interface Scene {
  readonly transaction: Transaction;
  readonly messages: readonly Message[];
}

/** What is to be done for a journey, in order. The same frames and manner give the same plan. */
export function planOf(frames: readonly Frame[], manner: Manner): Scene[] {
  const chance = new Chance(manner.seed);
  const sent = withoutLost(frames.map(sceneOf), manner.lost, chance);
  const scenes = withDuplicates(sent, manner.duplicates, chance);
  const end = scenes.at(-1);
  if (!manner.shuffle || !end) return scenes;
  const messages = scenes.flatMap((scene) => scene.messages);
  return [{ transaction: end.transaction, messages: chance.shuffled(messages) }];
}

function sceneOf({ transaction, announced }: Frame): Scene {
  const orders = announced.flatMap((origin) => orderOf(transaction, origin) ?? []);
  return { transaction, messages: orders.map((order) => messageOf(transaction, order)) };
}

function withoutLost(scenes: readonly Scene[], share: number, chance: Chance): Scene[] {
  if (share === 0) return [...scenes];
  return scenes.map(({ transaction, messages }) => ({
    transaction,
    messages: messages.filter(() => chance.next() >= share),
  }));
}

function withDuplicates(scenes: readonly Scene[], count: number, chance: Chance): Scene[] {
  const all = scenes.flatMap(({ messages }) => messages);
  const repeated = new Set(chance.shuffled(all).slice(0, count));
  return scenes.map(({ transaction, messages }) => ({
    transaction,
    messages: messages.flatMap((message) => (repeated.has(message) ? [message, message] : message)),
  }));
}
