import { element, section } from './dom.js';
import { placeSection, type ScreenOrder, type Test } from './place.js';
import { resultsSection } from './results.js';
import { dayText, instructionOf, momentText, statusText } from './words.js';

/** Renders the whole screen of one lab test. @param failedFields the names of the fields that failed */
export function screen(test: Test, failedFields: ReadonlySet<string>): Node {
  const order = currentOrder(test);
  const failed = (...names: string[]) => names.some((name) => failedFields.has(name));
  const results = resultsSection(test, failed('combinedResults', 'redrawOutcome'));
  return element(
    'div',
    {},
    element('p', { class: 'lab' }, [order?.testName, order?.lab].filter(Boolean).join(' · ')),
    todo(test, order),
    // Shows the results first once they exist. Until then, shows first how the sample is collected.
    test.patientAction === 'VIEW_RESULTS' ? results : null,
    order && placeSection(order, test.patientAction, failed('collectionSites')),
    test.patientAction === 'VIEW_RESULTS' ? null : results,
    history(test),
  );
}

/** The newest order that is not cancelled. The patient's action concerns this order. */
function currentOrder({ orders }: Test): ScreenOrder | null {
  return orders.findLast(({ phase }) => phase !== 'CANCELLED') ?? null;
}

function todo({ patientAction }: Test, order: ScreenOrder | null): Node | null {
  const { title, text } = instructionOf(patientAction);
  const markers = order?.origin === 'REDRAW' ? (order.markers ?? []) : [];
  return section(
    'todo',
    title,
    element('p', {}, text),
    patientAction === 'RETURN_FOR_REDRAW' && markers.length > 0
      ? element(
          'p',
          {},
          element('strong', {}, 'Measured again: '),
          markers.map(({ name }) => name).join(', '),
        )
      : null,
    order?.expectedResultBy
      ? element('p', {}, `Results are expected by ${dayText(order.expectedResultBy)}.`)
      : null,
  );
}

function history({ timeline, orders }: Test): Node | null {
  const redraws = new Set(orders.filter(({ origin }) => origin === 'REDRAW').map(({ id }) => id));
  const items = timeline.map(({ order, status, createdAt }) =>
    element(
      'li',
      {},
      element('time', { datetime: createdAt }, momentText(createdAt)),
      element('span', {}, statusText(status)),
      redraws.has(order.id) && element('span', { class: 'badge' }, 'second sample'),
    ),
  );
  return section('history', 'What happened', items.length > 0 && element('ol', {}, ...items));
}
