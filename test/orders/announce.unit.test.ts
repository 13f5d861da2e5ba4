import * as fc from 'fast-check';
import { payloadsOf, personKey, readAnnouncement } from '../../src/orders/live/announce.js';

const changes = fc.array(
  fc.record({
    transactionId: fc.uuid(),
    userIds: fc.uniqueArray(fc.string(), { maxLength: 300, size: 'max' }),
  }),
  { maxLength: 40, size: 'max' },
);

describe('the payloads of announced changes', () => {
  it('contain each change with all of its people', () => {
    fc.assert(
      fc.property(changes, (announced) => {
        const received = new Map<string, Set<string>>();
        for (const { transactionId, people } of payloadsOf(announced).flatMap(readAnnouncement)) {
          const known = received.get(transactionId) ?? new Set();
          received.set(transactionId, new Set([...known, ...people]));
        }
        expect(received).toEqual(
          new Map(announced.map((it) => [it.transactionId, new Set(it.userIds.map(personKey))])),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('are shorter than the 8,000 bytes that Postgres accepts', () => {
    fc.assert(
      fc.property(changes, (announced) => {
        for (const payload of payloadsOf(announced))
          expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
      }),
      { numRuns: 50 },
    );
  });

  it('are one for a usual batch', () => {
    const batch = Array.from({ length: 64 }, (_, index) => ({
      transactionId: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      userIds: [`user-${index}`],
    }));
    expect(payloadsOf(batch)).toHaveLength(1);
  });
});
