import type { OrderReport } from '../../src/orders/facts.js';
import { Mirror } from '../../src/orders/mirror.js';
import { viewOrder } from '../../src/orders/order-view.js';
import { journeyNamed } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';

const reports = messagesOf(journeyNamed('b01-redraw-full').webhooks, 'b01').map(
  ({ fact }) => fact as OrderReport,
);

/** The same webhook, parsed by a release that did not support laboratories. */
function readBefore({ lab, ...known }: OrderReport): OrderReport {
  return known as OrderReport;
}

/** The laboratory of an order after these reports. */
function labAfter(...reports: OrderReport[]): string | null | undefined {
  const mirror = new Mirror();
  for (const report of reports) mirror.apply(report);
  return Array.from(mirror.orders.values(), (order) => viewOrder(order).lab)[0];
}

test('what an earlier release omitted is added when the same state is received again, in any order', () => {
  const labs = reports.flatMap((report) => [
    labAfter(readBefore(report), report),
    labAfter(report, readBefore(report)),
  ]);
  expect(labs).toEqual(Array(2 * reports.length).fill('Labcorp'));
});
