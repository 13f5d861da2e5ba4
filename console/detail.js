import { byId, element } from './dom.js';
import { actionOf, kindOf, markRecovered, rowsOf, timeOf, titleOf } from './format.js';
import { request, subscribe } from './graph.js';

const QUERY = `query Transaction($id: ID!) {
  orderTransaction(id: $id) {
    id status rawStatus patientAction isCritical changedAt
    user { id }
    orders(orderBy: CREATED_ASC) {
      id origin status lab testName expectedResultBy
      appointment { status startAt timeZone }
    }
    timeline { id status createdAt order { origin } }
    combinedResults {
      biomarkers { name slug loinc result unit referenceRange order { origin } }
      missingBiomarkers { name inferredFailureType }
    }
    redrawOutcome { complete recovered { name slug loinc } stillMissing { name } }
  }
}`;
const UPDATES = `subscription Updates($id: ID!) { orderTransactionUpdated(id: $id) { id changedAt } }`;

let current = new AbortController();

/** Shows a transaction, and its changes as they happen. @param {string} id */
export function showTransaction(id) {
  current.abort();
  current = new AbortController();
  const { signal } = current;
  const update = async () => {
    try {
      const { data, errors } = await request(QUERY, { id });
      if (!signal.aborted) render(data.orderTransaction, errors, id);
    } catch (error) {
      if (!signal.aborted) fill(element('p', { class: 'empty' }, error.message));
    }
  };
  void update();
  void subscribe(UPDATES, { id }, signal, update);
}

export function showNothing() {
  current.abort();
  fill(element('p', { class: 'empty' }, 'Choose a transaction.'));
}

function fill(...children) {
  byId('detail').replaceChildren(...children.filter((child) => child !== null));
}

function render(transaction, errors, id) {
  if (transaction === null) {
    fill(element('p', { class: 'empty' }, `There is no transaction ${id} that you may read.`));
    return;
  }
  const { status, patientAction, orders, timeline, combinedResults, redrawOutcome } = transaction;
  const failures = errors.map(({ path, message }) => `${path?.join('.') ?? 'error'}: ${message}`);
  fill(
    element(
      'div',
      { class: 'bar' },
      element('h2', {}, orders[0]?.testName ?? 'Transaction'),
      element('span', { class: `badge ${kindOf(status)}` }, titleOf(status)),
    ),
    element(
      'p',
      { class: 'muted' },
      element('code', {}, id),
      ` · changed ${timeOf(transaction.changedAt)}`,
    ),
    element('p', { class: 'muted' }, ...links(transaction)),
    element(
      'div',
      { class: 'action' },
      element('p', {}, 'What the patient should do now'),
      element('b', { id: 'patient-action' }, actionOf(patientAction)),
      ...appointmentsOf(orders),
    ),
    transaction.isCritical
      ? element('p', {}, element('span', { class: 'badge bad' }, '! critical result reported'))
      : null,
    ...failures.map((failure) => element('p', { class: 'badge bad' }, failure)),
    element('h3', {}, 'Timeline'),
    timelineOf(timeline, orders),
    ...resultsOf(combinedResults, redrawOutcome),
  );
}

/** The appointments to keep. */
function appointmentsOf(orders) {
  return orders
    .filter(({ appointment }) => appointment !== null)
    .map(({ origin, appointment: { status, startAt, timeZone } }) =>
      element(
        'p',
        {},
        `${titleOf(origin)} order, appointment ${titleOf(status).toLowerCase()}: ${timeOf(startAt)}${timeZone ? ` (${timeZone})` : ''}`,
      ),
    );
}

/** Links to GraphiQL with operations that are ready to run: ids are all that they contain. */
function links({ id, user }) {
  const query = QUERY.replace('$id: ID!', `$id: ID! = ${JSON.stringify(id)}`);
  const updates = UPDATES.replace('($id: ID!)', '').replace('$id', JSON.stringify(id));
  return [
    user === null ? '' : `person ${user.id} · `,
    element('a', { href: `/graphiql?query=${encodeURIComponent(query)}` }, 'Query'),
    ' · ',
    element('a', { href: `/graphiql?query=${encodeURIComponent(updates)}` }, 'Subscription'),
  ];
}

function timelineOf(timeline, orders) {
  const others = orders.filter(({ origin }) => origin !== 'INITIAL' && origin !== null);
  const second = others.length > 0 ? `${titleOf(others[0].origin)} order` : 'No redraw';
  const heads = element(
    'li',
    { class: 'heads', 'aria-hidden': 'true' },
    element('span'),
    element('span', { class: 'lane' }, 'Initial order'),
    element('span', { class: 'lane' }, second),
  );
  const rows = rowsOf(timeline).map(({ text, iso, lane, title }) =>
    element(
      'li',
      { 'aria-label': `${text}, ${lane} order: ${title}` },
      element('time', { dateTime: iso }, text),
      ...['initial', 'redraw'].map((name) =>
        element(
          'span',
          { class: `lane ${name} ${name === lane ? 'event' : ''}` },
          name === lane ? title : '',
        ),
      ),
    ),
  );
  return element('ol', { class: 'timeline' }, heads, ...rows);
}

function resultsOf(results, outcome) {
  if (results === null)
    return [element('h3', {}, 'Results'), element('p', { class: 'muted' }, 'None yet.')];
  const recovered = outcome?.recovered ?? [];
  const missing = outcome?.stillMissing ?? results.missingBiomarkers;
  const rows = markRecovered(results.biomarkers, recovered).map((biomarker) =>
    element(
      'tr',
      { class: biomarker.isRecovered ? 'recovered' : '' },
      element(
        'td',
        {},
        biomarker.name,
        biomarker.isRecovered ? element('span', { class: 'badge good' }, '↻ recovered') : null,
      ),
      element('td', {}, `${biomarker.result} ${biomarker.unit ?? ''}`),
      element('td', {}, biomarker.referenceRange ?? '–'),
      element('td', {}, titleOf(biomarker.order?.origin ?? null)),
    ),
  );
  const head = ['Biomarker', 'Result', 'Range', 'Order'].map((name) =>
    element('th', { scope: 'col' }, name),
  );
  return [
    element('h3', {}, 'Combined results'),
    recovered.length > 0
      ? element(
          'p',
          { class: 'muted' },
          `The redraw recovered ${recovered.length} of the missing biomarkers.`,
        )
      : null,
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...rows),
    ),
    missing.length > 0
      ? element(
          'p',
          {},
          element('span', { class: 'badge bad' }, '✕ missing'),
          ` ${missing.map(({ name }) => name).join(', ')}`,
        )
      : element('p', {}, element('span', { class: 'badge good' }, '✓ nothing missing')),
  ];
}
