import { call, get } from './api.js';
import { byId, element, guarded, notify, renderList } from './dom.js';
import { titleOf } from './format.js';

const SHOWN = 30;

/** @param {{ apiKey: string, statuses: readonly string[] }} state */
export async function showTransactions(state) {
  const transactions = await get('/_sandbox/transactions');
  byId('no-transactions').hidden = transactions.length > 0;
  const newest = transactions.reverse().slice(0, SHOWN);
  renderList(byId('transaction-list'), newest, (transaction) =>
    renderTransaction(transaction, state),
  );
}

function renderTransaction(transaction, state) {
  const { id, journey, status, clientUserId, orders } = transaction;
  const results =
    orders.length > 1
      ? [pdfButton('Combined results', `/v3/order_transaction/${id}/result/pdf`, state)]
      : [];
  return element(
    'div',
    {},
    element(
      'div',
      { class: 'order' },
      element('b', {}, titleOf(journey)),
      element('span', { class: `badge ${KINDS[status] ?? ''}` }, status),
      element('span', { class: 'muted' }, `patient ${clientUserId}`),
      ...results,
    ),
    element('code', { class: 'muted' }, id),
    ...orders.map((order) => renderOrder(order, transaction, state)),
  );
}

const KINDS = { active: 'wait', completed: 'good', cancelled: '' };

function renderOrder({ id, origin, status }, { method }, state) {
  const statuses = state.statuses.filter((word) => word.split('.')[1] === method);
  const select = element(
    'select',
    { 'aria-label': `Status to simulate for the ${origin} order` },
    ...statuses.map((word) => element('option', { value: word }, word.split('.')[2])),
  );
  select.value = statuses.find((word) => word.endsWith('.completed')) ?? statuses[0];
  const post = (path, body) =>
    call('POST', `/v3/order/${id}${path}`, body, { 'x-vital-api-key': state.apiKey });
  const simulate = guarded(async () => {
    await post(`/test?final_status=${select.value}`, {});
  });
  const cancel = guarded(async () => {
    await post('/cancel', {});
    notify('The order is cancelled.');
  });
  return element(
    'div',
    { class: 'order', title: id },
    element('span', {}, `${titleOf(origin)}: `, element('b', {}, status)),
    select,
    element('button', { type: 'button', class: 'quiet', onclick: simulate }, 'Simulate'),
    element('button', { type: 'button', class: 'quiet', onclick: cancel }, 'Cancel'),
    pdfButton('Requisition', `/v3/order/${id}/requisition/pdf`, state),
    pdfButton('Results', `/v3/order/${id}/result/pdf`, state),
  );
}

/** A PDF behind the key, which a link cannot send. */
function pdfButton(text, path, { apiKey }) {
  const open = guarded(async () => {
    const response = await call('GET', path, undefined, { 'x-vital-api-key': apiKey });
    const url = URL.createObjectURL(await response.blob());
    element('a', { href: url, target: '_blank', rel: 'noopener' }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  });
  return element('button', { type: 'button', class: 'quiet', onclick: open }, `${text} PDF`);
}
