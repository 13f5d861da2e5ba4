import { PassThrough } from 'node:stream';
import type { DeliveryAttempt } from '../delivery/courier.js';
import type { Play } from '../sandbox.js';

/** A journey as lines of JSON: its ids, each delivery attempt, and at the end whether every webhook was delivered. */
export class DeliveryStream extends PassThrough {
  private readonly early: DeliveryAttempt[] = [];
  private begun = false;

  begin(ids: Pick<Play, 'transactionId' | 'orderIds'>, delivered: Promise<boolean>): void {
    this.line(ids);
    this.begun = true;
    this.early.forEach((attempt) => this.line(attempt));
    void delivered.then((all) => {
      this.line({ delivered: all });
      this.end();
    });
  }

  add(attempt: DeliveryAttempt): void {
    if (this.begun) this.line(attempt);
    else this.early.push(attempt);
  }

  private line(content: object): void {
    if (!this.destroyed) this.write(`${JSON.stringify(content)}\n`);
  }
}
