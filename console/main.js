import { showNothing, showTransaction } from './detail.js';
import { byId, notify } from './dom.js';
import { loadSettings, useToken } from './graph.js';
import { showOperations } from './operations.js';
import { listenToList, showTransactions } from './transactions.js';

const INTERVAL_MS = 4_000;

let newest = null;

function selectedId() {
  return location.hash.slice(1) || null;
}

/** The list and the operations; the chosen transaction has its subscription. */
async function refresh() {
  try {
    const [nodes] = await Promise.all([showTransactions(selectedId() ?? newest), showOperations()]);
    const first = nodes[0]?.id ?? null;
    if (selectedId() === null && newest === null && first !== null) {
      newest = first;
      showTransaction(first);
      await showTransactions(first);
    }
  } catch (error) {
    notify(error.message);
  }
}

async function refreshRegularly() {
  if (document.visibilityState === 'visible') await refresh();
  setTimeout(refreshRegularly, INTERVAL_MS);
}

function showSelected() {
  const id = selectedId();
  if (id === 'detail') return;
  if (id === null) showNothing();
  else showTransaction(id);
  void refresh();
}

const { asksForToken, sandboxUrl } = await loadSettings();
byId('token-field').hidden = !asksForToken;
byId('token-field').addEventListener('change', ({ target }) => useToken(target.value.trim()));
if (sandboxUrl !== null) {
  byId('junction').href = sandboxUrl;
  byId('junction').hidden = false;
}
listenToList(refresh);
addEventListener('hashchange', showSelected);
if (selectedId() !== null) showTransaction(selectedId());
await refreshRegularly();
