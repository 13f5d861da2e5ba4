import { sortByUrgency, urgencyOf } from '../src/logic/quarantine.js';

const NOW = Date.parse('2026-03-06T10:00:00Z');
const message = (reason: string, hoursAgo: number) => ({
  messageId: `${reason} ${hoursAgo}`,
  reason,
  receivedAt: new Date(NOW - hoursAgo * 3_600_000).toISOString(),
  size: 100,
});

describe('the urgency of a quarantined message', () => {
  it.each([
    ['PENDING', 1, 'sender repeats it'],
    ['PENDING', 21, 'sender gives up soon'],
    ['PENDING', 29, 'sender gave up'],
    ['JSON', 1, 'needs an operator'],
  ])('%s after %d hours: %s', (reason, hours, label) => {
    expect(urgencyOf(message(reason, hours), NOW).label).toBe(label);
  });

  it('comes with advice for every reason, known or not', () => {
    for (const reason of ['JSON', 'TOO_LARGE', 'NOT_STORABLE', 'a new reason', 'PENDING']) {
      expect(urgencyOf(message(reason, 1), NOW).advice).toMatch(/\.$/);
    }
  });

  it('decides the order, then the age', () => {
    const sorted = sortByUrgency(
      [message('PENDING', 2), message('JSON', 1), message('JSON', 3)],
      NOW,
    );
    expect(sorted.map(({ messageId }) => messageId)).toEqual(['JSON 3', 'JSON 1', 'PENDING 2']);
  });
});
