import type { Instant } from '../../src/junction/instant.js';
import type { EventReport, OrderReport } from '../../src/orders/facts.js';
import { emptyOrder, joinEntry, joinReport } from '../../src/orders/order-record.js';
import { viewOrder } from '../../src/orders/order-view.js';
import { joinStatusTimes, newestTimeOf, statusTimesOf } from '../../src/orders/status-times.js';

const at = (time: string) => `2026-03-06T${time}Z` as Instant;

function event(eventId: number, lowStatus: string, time: string): EventReport {
  const status = `received.walk_in_test.${lowStatus}`;
  return { eventId, status, statusDetail: null, createdAt: at(time) };
}

describe('status times', () => {
  const ordered = event(1, 'ordered', '10:00:00.000000');
  const again = event(7, 'ordered', '11:00:00.000000');
  const completed = event(3, 'completed', '10:30:00.000000');

  it('contain the newest time of each low-level status, in any order of events', () => {
    const expected = { ordered: again.createdAt, completed: completed.createdAt };
    expect(statusTimesOf([ordered, again, completed])).toEqual(expected);
    expect(joinStatusTimes(statusTimesOf([completed, again]), [ordered])).toEqual(expected);
  });

  it('are the same object when nothing is new', () => {
    const times = statusTimesOf([again, completed]);
    expect(joinStatusTimes(times, [ordered, again])).toBe(times);
  });

  it('have no time of a status that only objects have by nature', () => {
    const times = statusTimesOf([ordered]);
    expect(newestTimeOf(times, 'constructor')).toBeNull();
    expect(newestTimeOf(times, '__proto__')).toBeNull();
    const odd = statusTimesOf([event(1, '__proto__', '10:00:00.000000')]);
    expect(newestTimeOf(odd, '__proto__')).toBe(at('10:00:00.000000'));
  });
});

describe('a status that a block claims', () => {
  const last = event(1, 'ordered', '10:00:00.500000');
  const report: OrderReport = {
    kind: 'ORDER',
    orderId: '00000000-0000-4000-8000-000000000001',
    events: [last, event(2, 'requisition_created', '10:00:20.400000')],
    lastEvent: last,
  } as unknown as OrderReport;

  function statusAfterClaim(lowStatus: string, time: string): string | null {
    const entry = { lowStatus, statusAt: at(time), origin: null, parentId: null } as never;
    const record = joinReport(emptyOrder(report.orderId), report);
    return viewOrder(joinEntry(record, '00000000-0000-4000-8000-000000000002', entry)).status;
  }

  it.each([
    ['is shown when the history does not have it', 'completed', '10:00:10.000000', 'completed'],
    ['is not shown when it is older', 'completed', '09:59:59.000000', last.status],
    ['is not shown when it is an event', 'requisition_created', '10:00:20.000000', last.status],
    ['is not shown before an event', 'requisition_created', '10:00:15.000000', last.status],
    ['is shown after it', 'requisition_created', '10:00:21.000000', 'requisition_created'],
  ])('%s', (_what, lowStatus, time, expected) => {
    expect(statusAfterClaim(lowStatus, time)).toBe(expected);
  });
});
