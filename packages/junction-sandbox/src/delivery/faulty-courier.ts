import { NO_FAULT, type Courier } from './courier.js';
import type { Message } from './message.js';

/** What goes wrong with the webhooks of appointments and critical results. */
export interface SupplementFaults {
  /** The share that is never sent, from 0 to 1. */
  readonly lost: number;
  /** The share that is sent twice, under the same id. */
  readonly doubled: number;
  /** Milliseconds that each webhook waits at most, so that others overtake it. */
  readonly delay: number;
}

const NO_FAULTS: SupplementFaults = { lost: 0, doubled: 0, delay: 0 };

/** Sends the webhooks of appointments and critical results, with the faults that are set. */
export class FaultyCourier {
  private faults = NO_FAULTS;

  constructor(private readonly courier: Courier) {}

  use(faults: Partial<SupplementFaults>): SupplementFaults {
    this.faults = { ...NO_FAULTS, ...faults };
    return this.faults;
  }

  send(message: Message): void {
    const { lost, doubled, delay } = this.faults;
    if (Math.random() < lost) return;
    this.courier.accept(message);
    for (let copy = Math.random() < doubled ? 2 : 1; copy > 0; copy--) {
      const heldBack = Math.floor(Math.random() * (delay + 1));
      void this.courier.deliver(message, { ...NO_FAULT, heldBack });
    }
  }
}
