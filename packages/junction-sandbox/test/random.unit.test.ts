import { serialization } from '@junction-api/sdk';
import { playThrough } from '../src/journeys/play-through.js';
import { orderBody } from '../src/wire/order.js';

const MANY = Array.from({ length: 300 }, (_, seed) => seed);

function endOf(seed: number) {
  const frame = playThrough('random', { seed, clientUserId: 'test-patient' }).at(-1);
  if (!frame) throw new Error('a journey without steps');
  return frame.transaction;
}

describe('a random journey', () => {
  it('is the same again with the same seed', () => {
    const startedAt = new Date('2026-03-02T09:00:00Z');
    const input = { seed: 7, clientUserId: 'test-patient', startedAt };
    expect(playThrough('random', input)).toEqual(playThrough('random', input));
  });

  it('contains only what the official schema defines', () => {
    const readings = MANY.map(endOf).flatMap((transaction) =>
      transaction.orders.map((order) =>
        serialization.ClientFacingOrder.parse(orderBody(transaction, order)),
      ),
    );
    expect(readings.length).toBeGreaterThan(MANY.length);
    expect(readings.filter(({ ok }) => !ok)).toEqual([]);
  });

  it('can have any collection method, have a redraw, end or continue', () => {
    const ends = MANY.map(endOf);
    const lastStatuses = new Set(
      ends.flatMap(({ orders }) => orders.map(({ events }) => events.at(-1)?.status.split('.')[2])),
    );
    expect(new Set(ends.map(({ method }) => method)).size).toBe(3);
    expect(ends.some(({ orders }) => orders.length === 2)).toBe(true);
    for (const status of ['completed', 'cancelled', 'redraw_available', 'sample_error', 'ordered'])
      expect(lastStatuses).toContain(status);
  });

  it('never has a redraw of a redraw', () => {
    const redraws = MANY.flatMap((seed) => endOf(seed).orders.slice(1));
    const statuses = redraws.flatMap(({ events }) => events.map(({ status }) => status));
    expect(statuses).toContain('received.walk_in_test.ordered');
    expect(statuses).not.toContain('collecting_sample.walk_in_test.redraw_available');
  });
});
