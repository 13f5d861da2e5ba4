import { differencesOf, type Comparison } from './served.js';

/** The result of a job, in orders. `absent`: in the mirror, but not at Junction. */
export interface Counts {
  readonly found: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly absent: number;
  /** The orders, transactions and whole windows that could not be read or stored. */
  readonly failed: number;
}

export interface Failure {
  /** E.g. `order b6944ab3-…`. */
  readonly subject: string;
  /** Safe to log. */
  readonly reason: string;
}

/** The findings of a job. An order that is found several times counts once. */
export class Findings {
  private readonly found = new Set<string>();
  private readonly changed = new Map<string, Comparison>();
  private readonly absent = new Set<string>();
  private readonly failed = new Map<string, Failure>();

  recordComparison(comparison: Comparison): void {
    const { orderId, before, after } = comparison;
    this.found.add(orderId);
    if (differencesOf(comparison).length === 0) return;
    const first = this.changed.get(orderId);
    this.changed.set(orderId, { orderId, before: first ? first.before : before, after });
  }

  recordAbsent(subject: string): void {
    this.absent.add(subject);
  }

  recordFailure(subject: string, reason: string): void {
    this.failed.set(subject, { subject, reason });
  }

  /** The orders that differed from Junction, by id. */
  get differing(): Comparison[] {
    return [...this.changed.values()].sort((a, b) => (a.orderId < b.orderId ? -1 : 1));
  }

  get failures(): Failure[] {
    return [...this.failed.values()];
  }

  get counts(): Counts {
    const created = this.differing.filter(({ before }) => before === null).length;
    return {
      found: this.found.size,
      created,
      updated: this.changed.size - created,
      unchanged: this.found.size - this.changed.size,
      absent: this.absent.size,
      failed: this.failed.size,
    };
  }
}
