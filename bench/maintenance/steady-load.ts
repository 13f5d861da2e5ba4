import { Pool as HttpPool } from 'undici';
import { signedDelivery } from '../../test/support/deliveries.js';
import { eventBodies } from '../ingest/events.js';

/** The cost of the webhooks of a period. */
export interface PeriodResult {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly webhooks: number;
  readonly rejected: number;
}

interface Sample {
  readonly sentAt: number;
  readonly ms: number;
  readonly accepted: boolean;
}

/**
 * Sends signed webhooks about new orders over the given number of connections. Each connection sends the next webhook
 * after the previous response.
 */
export class SteadyLoad {
  private readonly samples: Sample[] = [];
  private readonly http: HttpPool;
  private readonly workers: Promise<unknown>;
  private stopped = false;

  constructor(url: string, connections: number) {
    this.http = new HttpPool(url, { connections });
    this.workers = Promise.all(Array.from({ length: connections }, () => this.work()));
  }

  /** The webhooks that were sent since the given `performance.now()`. */
  since(startedAt: number): PeriodResult {
    const samples = this.samples.filter(({ sentAt }) => sentAt >= startedAt);
    const times = samples.map(({ ms }) => ms).sort((a, b) => a - b);
    const percentile = (share: number) => times[Math.floor(times.length * share)] ?? NaN;
    return {
      perSecond: (1000 * samples.length) / (performance.now() - startedAt),
      p50: percentile(0.5),
      p99: percentile(0.99),
      webhooks: samples.length,
      rejected: samples.filter(({ accepted }) => !accepted).length,
    };
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.workers;
    await this.http.close();
  }

  private async work(): Promise<void> {
    while (!this.stopped) {
      const [text = ''] = eventBodies('distinct', 1);
      const { id, timestamp, signature, body: payload } = signedDelivery(text);
      const sentAt = performance.now();
      const { statusCode, body } = await this.http.request({
        method: 'POST',
        path: '/webhooks/junction',
        headers: {
          'content-type': 'application/json',
          'svix-id': id,
          'svix-timestamp': timestamp,
          'svix-signature': signature,
        },
        body: payload,
      });
      await body.dump();
      const ms = performance.now() - sentAt;
      this.samples.push({ sentAt, ms, accepted: statusCode === 200 });
    }
  }
}
