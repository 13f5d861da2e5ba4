import { call, get } from './api.js';
import { byId, element, guarded, renderList } from './dom.js';
import { badgeOf, outcomeOf, timeOf } from './format.js';

export async function showWebhooks() {
  const webhooks = await get('/_sandbox/webhooks');
  byId('no-webhooks').hidden = webhooks.length > 0;
  renderList(byId('webhook-list'), webhooks, renderWebhook);
}

function renderWebhook(webhook, entry) {
  const isOpen = entry.querySelector('details')?.open ?? false;
  const badge = badgeOf(webhook);
  const body = element('div', { class: 'body' });
  const details = element(
    'details',
    { ontoggle: guarded(() => showDetails(details, body, webhook)) },
    element(
      'summary',
      {},
      element('span', {}, element('span', { class: `badge ${badge.kind}` }, badge.text)),
      element(
        'span',
        { class: 'title' },
        `${webhook.origin} order: `,
        element('b', {}, webhook.status),
      ),
      element('span', { class: 'muted' }, noteOf(webhook)),
    ),
    body,
  );
  details.open = isOpen;
  return details;
}

function noteOf({ attemptCount, answer, sentAt, nextAttemptAt }) {
  const parts = [
    outcomeOf(answer),
    attemptCount > 1 ? `${attemptCount} attempts` : null,
    nextAttemptAt === null ? null : `next ${timeOf(nextAttemptAt)}`,
    sentAt === null ? null : timeOf(sentAt),
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

async function showDetails(details, body, { id, state }) {
  if (!details.open) return;
  const { eventType, attempts, payload } = await get(`/_sandbox/webhooks/${id}`);
  const press = (action) =>
    guarded(async () => void (await call('POST', `/_sandbox/webhooks/${id}/${action}`, {})));
  body.replaceChildren(
    element('p', { class: 'muted' }, `${eventType} · `, element('code', {}, id)),
    state === 'held'
      ? element('button', { type: 'button', onclick: press('release') }, 'Release')
      : element('button', { type: 'button', class: 'quiet', onclick: press('send') }, 'Send again'),
    element('h3', {}, 'Attempts'),
    attempts.length > 0 ? attemptTable(attempts) : element('p', { class: 'muted' }, 'None yet.'),
    element('h3', {}, 'Headers of the last attempt'),
    element('pre', { tabIndex: 0 }, headerLines(attempts.at(-1)?.headers ?? {})),
    element('h3', {}, 'Payload'),
    element('pre', { tabIndex: 0 }, JSON.stringify(payload, null, 2)),
  );
}

function attemptTable(attempts) {
  const head = ['Sent', 'Status', 'Took', 'Answer'].map((name) =>
    element('th', { scope: 'col' }, name),
  );
  const rows = attempts.map(({ sentAt, httpStatus, durationMs, answer }) =>
    element(
      'tr',
      {},
      element('td', {}, timeOf(sentAt)),
      element('td', {}, httpStatus === null ? 'none' : String(httpStatus)),
      element('td', {}, `${durationMs} ms`),
      element('td', {}, element('code', {}, answer)),
    ),
  );
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
}

function headerLines(headers) {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}
