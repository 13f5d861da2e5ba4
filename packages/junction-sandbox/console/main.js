import { get } from './api.js';
import { listenToControls, showJourneys, showState } from './controls.js';
import { byId, notify } from './dom.js';
import { showTransactions } from './transactions.js';
import { showWebhooks } from './webhooks.js';

let state = await get('/_sandbox/state');
let isRefreshing = false;
let isStale = false;

/** One refresh at a time; of the changes during one, the last counts. */
async function refresh() {
  isStale = true;
  if (isRefreshing) return;
  isRefreshing = true;
  try {
    while (isStale) {
      isStale = false;
      state = await get('/_sandbox/state');
      showState(state);
      await Promise.all([showWebhooks(), showTransactions(state)]);
    }
  } catch (error) {
    notify(error.message);
  } finally {
    isRefreshing = false;
  }
}

function showConnection(kind, text) {
  const badge = byId('connection');
  badge.className = `badge ${kind}`;
  badge.textContent = text;
}

showJourneys(state.journeys);
listenToControls({ current: () => state });
// It connects again by itself; its first event after that brings the page up to date.
const changes = new EventSource('/_sandbox/changes');
changes.addEventListener('open', () => showConnection('good', 'live'));
changes.addEventListener('error', () => showConnection('bad', 'not connected'));
changes.addEventListener('change', refresh);
