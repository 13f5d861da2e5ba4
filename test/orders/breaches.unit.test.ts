import { breachesIn, newBreaches } from '../../src/orders/breaches.js';
import type { BlockEntry, OrderReport } from '../../src/orders/facts.js';
import { Mirror } from '../../src/orders/mirror.js';
import { journeyNamed } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';

const reports = messagesOf(journeyNamed('b01-redraw-full').webhooks, 'redraw').map(
  ({ fact }) => fact as OrderReport,
);
const redraw = reports.at(-1);
if (!redraw?.block) throw new Error('the journey ends without a block');
const { block } = redraw;

function mirrorOf(...more: OrderReport[]): Mirror {
  const mirror = new Mirror();
  [...reports, ...more].forEach((report) => mirror.apply(report));
  return mirror;
}
const kindsIn = (mirror: Mirror) => breachesIn(mirror).map(({ kind }) => kind);

test('an ordinary redraw breaks no rule', () => {
  expect(breachesIn(mirrorOf())).toEqual([]);
});

test('two different origins of one order are a contradiction, and the smaller one is used', () => {
  const mirror = mirrorOf({ ...redraw, origin: 'initial' });
  expect(kindsIn(mirror)).toEqual(['CONTRADICTION']);
  expect(mirror.orders.get(redraw.orderId)?.origin).toBe('initial');
});

test('a second redraw in a transaction is found', () => {
  const entry = block.entries.find((it) => it.orderId === redraw.orderId) as BlockEntry;
  const second = { ...entry, orderId: 'ffffffff-0000-4000-8000-000000000000' };
  const mirror = mirrorOf({ ...redraw, block: { ...block, entries: [...block.entries, second] } });
  expect(breachesIn(mirror)).toEqual([{ kind: 'SECOND_REDRAW', orderId: second.orderId }]);
});

test('a redraw that requests a redraw is found', () => {
  const lastEvent = {
    ...redraw.lastEvent,
    eventId: redraw.lastEvent.eventId + 1,
    status: 'collecting_sample.walk_in_test.redraw_available',
  };
  const mirror = mirrorOf({ ...redraw, events: [...redraw.events, lastEvent], lastEvent });
  expect(kindsIn(mirror)).toEqual(['REDRAW_OF_REDRAW']);
});

test.each([
  ['by a test kit', { collectionMethod: 'testkit' }],
  ['at another laboratory', { lab: 'Some Lab' }],
  ['at Sonora Quest, which is not Quest', { lab: 'Sonora Quest' }],
  ['at Sonora Quest by its slug', { lab: 'sonora_quest' }],
])('a redraw %s is unexpected', (_name, change) => {
  const updatedAt = '2030-01-01T00:00:00.000000Z' as OrderReport['updatedAt'];
  expect(kindsIn(mirrorOf({ ...redraw, ...change, updatedAt }))).toEqual(['UNEXPECTED_REDRAW']);
});

test.each(['Quest', 'Quest Diagnostics', 'Labcorp', 'BioReference'])(
  'a redraw at %s is expected',
  (lab) => {
    const updatedAt = '2030-01-01T00:00:00.000000Z' as OrderReport['updatedAt'];
    expect(kindsIn(mirrorOf({ ...redraw, lab, updatedAt }))).toEqual([]);
  },
);

test('a breach is reported once', () => {
  const broken = breachesIn(mirrorOf({ ...redraw, origin: 'initial' }));
  expect(newBreaches([], broken)).toEqual(broken);
  expect(newBreaches(broken, broken)).toEqual([]);
});
