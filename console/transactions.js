import { byId, element, notify, renderList } from './dom.js';
import { kindOf, timeOf, titleOf } from './format.js';
import { request } from './graph.js';

const QUERY = `query Console($first: Int, $after: String, $status: [OrderTransactionStatus!], $userId: ID) {
  orderTransactions(first: $first, after: $after, status: $status, userId: $userId) {
    nodes { id status changedAt orders { origin status } }
    pageInfo { hasNextPage }
  }
}`;
const PAGE = 20;
const MOST = 100;

let shown = PAGE;

/** Shows the newest transactions that the filter selects. @param {string | null} selectedId */
export async function showTransactions(selectedId) {
  const form = new FormData(byId('filter'));
  const { data } = await request(QUERY, {
    first: shown,
    status: form.get('status') ? [form.get('status')] : null,
    userId: form.get('userId').trim() || null,
  });
  const { nodes, pageInfo } = data.orderTransactions ?? { nodes: [], pageInfo: {} };
  byId('no-transactions').hidden = nodes.length > 0;
  byId('more').hidden = !pageInfo.hasNextPage || shown >= MOST;
  const items = nodes.map((node) => ({ ...node, isSelected: node.id === selectedId }));
  renderList(byId('transaction-list'), items, renderTransaction);
  return nodes;
}

export function listenToList(refresh) {
  byId('filter').addEventListener('change', () => {
    shown = PAGE;
    refresh();
  });
  byId('filter').addEventListener('submit', (event) => event.preventDefault());
  byId('more').addEventListener('click', () => {
    shown = Math.min(MOST, shown + PAGE);
    refresh();
    if (shown === MOST) notify(`The page shows ${MOST} at most: use the filter.`);
  });
}

function renderTransaction({ id, status, changedAt, orders, isSelected }) {
  const states = orders.map((order) => `${titleOf(order.origin)}: ${titleOf(order.status)}`);
  return element(
    'a',
    { href: `#${id}`, class: 'entry', ...(isSelected && { 'aria-current': 'true' }) },
    element('span', { class: 'title' }, states.join(' · ') || 'No orders yet'),
    element('span', { class: `badge ${kindOf(status)}` }, titleOf(status)),
    element('code', { class: 'muted' }, id.slice(0, 8)),
    element('span', { class: 'muted' }, timeOf(changedAt)),
  );
}
