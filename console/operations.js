import { byId, element, guarded, notify, renderList } from './dom.js';
import { kindOf, timeOf, titleOf } from './format.js';
import { operator } from './graph.js';

const SHOWN = 30;

/** Deliveries, quarantine and sync. */
export async function showOperations() {
  const [{ deliveries }, quarantine, sync] = await Promise.all(
    ['deliveries', 'quarantine', 'sync'].map((path) => operator(path)),
  );
  showDeliveries(deliveries);
  showQuarantine(quarantine);
  showSync(sync);
}

function showDeliveries(deliveries) {
  byId('no-deliveries').hidden = deliveries.length > 0;
  // A message may be delivered several times.
  const items = deliveries
    .slice(0, SHOWN)
    .map((it) => ({ ...it, id: `${it.messageId} ${it.answeredAt}` }));
  renderList(byId('delivery-list'), items, (delivery) =>
    element(
      'div',
      { class: 'entry' },
      element('span', { class: 'title' }, delivery.eventType ?? 'unverified or unreadable'),
      element('span', { class: `badge ${kindOf(delivery.outcome)}` }, delivery.outcome),
      element('code', { class: 'muted' }, delivery.messageId ?? '–'),
      element(
        'span',
        { class: 'muted' },
        [delivery.reason, `${Math.round(delivery.durationMs)} ms`, timeOf(delivery.answeredAt)]
          .filter(Boolean)
          .join(' · '),
      ),
    ),
  );
}

function showQuarantine({ messages, count, pending }) {
  byId('quarantine-count').textContent =
    count + pending === 0 ? 'Empty' : `${count} to look at · ${pending} pending`;
  const items = messages.map((message) => ({ ...message, id: message.messageId }));
  renderList(byId('quarantine-list'), items, ({ messageId, reason, receivedAt, size }) =>
    element(
      'div',
      { class: 'entry' },
      element('span', { class: 'title' }, `${reason} · `, element('code', {}, messageId)),
      element(
        'button',
        { type: 'button', class: 'quiet', onclick: guarded(() => retry(messageId)) },
        'Retry',
      ),
      element('span', { class: 'muted' }, `${timeOf(receivedAt)} · ${size} bytes`),
    ),
  );
}

async function retry(messageId) {
  const { outcome, reason } = await operator(
    `quarantine/${encodeURIComponent(messageId)}/retry`,
    'POST',
  );
  notify(`Retried: ${titleOf(outcome)}${reason ? ` (${reason})` : ''}.`);
  await showOperations();
}

function showSync({ jobs, reconciledUntil, driftOrders }) {
  const entries = [
    ['Reconciled until', timeOf(reconciledUntil)],
    ['Orders that differed last', driftOrders === null ? 'not compared yet' : String(driftOrders)],
    ...jobs.map(({ job, owner, succeededAt }) => [
      titleOf(job),
      owner === null ? `last succeeded ${timeOf(succeededAt)}` : `running on ${owner}`,
    ]),
  ];
  byId('sync').replaceChildren(
    ...entries.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]),
  );
}
