import { PassThrough } from 'node:stream';
import type { DeliveryAttempt } from '../delivery/courier.js';
import type { Play } from '../sandbox.js';

/**
 * Streams a journey as lines of JSON: its ids, each delivery attempt, and finally whether every webhook was
 * delivered.
 */
export class DeliveryStream extends PassThrough {
  begin(ids: Pick<Play, 'transactionId' | 'orderIds'>, delivered: Promise<boolean>): void {
    this.line(ids);
    void delivered.then((all) => {
      this.line({ delivered: all });
      this.end();
    });
  }

  add(attempt: DeliveryAttempt): void {
    this.line(attempt);
  }

  private line(content: object): void {
    if (!this.destroyed) this.write(`${JSON.stringify(content)}\n`);
  }
}
