import { randomUUID } from 'node:crypto';
import type { OrderReport } from '../../src/orders/facts.js';
import { readPayload } from '../../src/webhooks/payload.js';
import { journeyNamed } from '../../test/support/journeys.js';
import { withFreshIds } from '../../test/support/messages.js';

/** `distinct`: every event belongs to a different order. `hot`: all events belong to two orders of one transaction. */
export type Shape = 'distinct' | 'hot';

type Webhook = Record<string, unknown> & { data: Record<string, unknown> };

/** Bodies of about 4 KB, as Junction sends them. Each body contains new data. */
export function eventBodies(shape: Shape, count: number): string[] {
  const { webhooks } = journeyNamed('b01-redraw-full');
  const [created, redraw] = [webhooks[0], webhooks.at(-1)] as Webhook[];
  if (!created || !redraw) throw new Error('the journey has no webhooks');
  if (shape === 'distinct') {
    return Array.from({ length: count }, () => JSON.stringify(withFreshIds(created)));
  }
  const initial = webhooks[4] as Webhook;
  const pair = withFreshIds([initial, redraw]);
  const bodies = Array.from({ length: count }, (_, index) => {
    const webhook = pair[index % 2] as Webhook;
    return JSON.stringify({
      ...webhook,
      data: { ...webhook.data, updated_at: timeOf(index) },
    });
  });
  return mildlyOutOfOrder(bodies);
}

/** Reads the report in a body. */
export function reportOf(body: string): OrderReport {
  const payload = readPayload(Buffer.from(body));
  if (payload.kind !== 'ORDER') throw new Error(payload.kind);
  return payload.report;
}

export function messageId(): string {
  return `msg_${randomUUID().replaceAll('-', '')}`;
}

/** Delays every eighth body by a few positions. */
function mildlyOutOfOrder(bodies: string[]): string[] {
  return bodies
    .map((body, index) => ({ body, at: index % 8 === 0 ? index + 5.5 : index }))
    .sort((a, b) => a.at - b.at)
    .map(({ body }) => body);
}

function timeOf(index: number): string {
  const seconds = new Date(Date.UTC(2026, 2, 9) + Math.floor(index / 1000) * 1000).toISOString();
  return `${seconds.slice(0, 19)}.${String((index % 1000) * 1000).padStart(6, '0')}+00:00`;
}
