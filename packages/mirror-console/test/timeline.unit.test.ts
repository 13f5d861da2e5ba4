import { toTimeline, type TimelineEvent } from '../src/logic/timeline.js';

const localTime = (day: number, hour: number) => new Date(2026, 2, day, hour).toISOString();
const event = (id: string, orderId: string, createdAt: string): TimelineEvent => ({
  id,
  status: 'REDRAW_AVAILABLE',
  rawStatus: 'received.walk_in_test.redraw_available',
  statusDetail: null,
  createdAt,
  order: { id: orderId },
});

describe('the time axis', () => {
  it('shows each event on its day, in the lane of its order', () => {
    const days = toTimeline(
      [
        event('1', 'first', localTime(2, 9)),
        event('2', 'redraw', localTime(2, 10)),
        event('3', 'redraw', localTime(3, 11)),
      ],
      ['first', 'redraw'],
    );
    expect(days.map(({ label }) => label)).toEqual(['Mon, Mar 2', 'Tue, Mar 3']);
    expect(days.map(({ rows }) => rows.map(({ lane, clock }) => [lane, clock]))).toEqual([
      [
        [0, '09:00'],
        [1, '10:00'],
      ],
      [[1, '11:00']],
    ]);
  });

  it('reports the days without an event between two days', () => {
    const days = toTimeline(
      [2, 3, 7].map((day) => event(String(day), 'first', localTime(day, 23))),
      ['first'],
    );
    expect(days.map(({ quietDays }) => quietDays)).toEqual([0, 0, 3]);
  });

  it('shows the event of an order that is not listed in the first lane', () => {
    const [day] = toTimeline([event('1', 'unlisted', localTime(2, 9))], ['first', 'redraw']);
    expect(day?.rows[0]?.lane).toBe(0);
  });

  it('shows Junction’s own word for a status that this version does not know', () => {
    const unknown = { ...event('1', 'first', localTime(2, 9)), status: 'UNKNOWN' as const };
    const [day] = toTimeline([{ ...unknown, rawStatus: 'new_word', statusDetail: 'why_so' }], []);
    expect(day?.rows[0]).toMatchObject({ title: 'New word', detail: 'Why so' });
  });

  it('gives events of two orders with the same id keys of their own', () => {
    const [day] = toTimeline(
      ['first', 'redraw'].map((order) => event('1', order, localTime(2, 9))),
      ['first', 'redraw'],
    );
    expect(new Set(day?.rows.map(({ key }) => key)).size).toBe(2);
  });
});
