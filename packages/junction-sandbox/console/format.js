/** What a journey is about, for its button. */
export const JOURNEY_HINTS = {
  'happy-path': 'One order, complete results',
  'initial-cancelled': 'Cancelled before the sample is taken',
  redraw: 'The lab spoils part of the sample; the redraw completes the results',
  'redraw-still-missing': 'A part is missing after the redraw too',
  'redraw-cancelled': 'The patient does not return',
  'both-cancelled': 'Both orders are cancelled',
  corrected: 'The lab corrects a result',
  recreation: 'Results of a cancelled order: Junction recreates it',
  'test-kit': 'A kit by mail',
  'at-home': 'A phlebotomist visits; the appointment moves once',
  'on-site': 'The sample is taken on site',
  random: 'A different path for each seed',
};

/** @param {string} name e.g. `at-home` */
export function titleOf(name) {
  const words = name.replaceAll(/[-_]/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The badge of a webhook: its kind is a colour, its text says the same. */
export function badgeOf({ state, httpStatus, attemptCount }) {
  if (state === 'delivered') return { kind: 'good', text: `✓ ${httpStatus} delivered` };
  if (state === 'failed') return { kind: 'bad', text: '✕ given up' };
  if (state === 'held') return { kind: 'wait', text: '⏸ held back' };
  if (state === 'retrying') return { kind: 'bad', text: `↻ ${httpStatus ?? 'no answer'}` };
  return { kind: 'wait', text: attemptCount > 0 ? '→ again' : '→ sending' };
}

/** The receiver's own word for what it did, if it is JSON as of the order-transactions subgraph. */
export function outcomeOf(answer) {
  try {
    const { outcome } = JSON.parse(answer);
    return typeof outcome === 'string' ? outcome : null;
  } catch {
    return null;
  }
}

/** @param {string} iso */
export function timeOf(iso) {
  return new Date(iso).toLocaleTimeString([], { hour12: false });
}

/** The options of a journey: only what differs from the default. @param {FormData} form */
export function playOptionsOf(form) {
  const options = {};
  for (const name of ['shuffle', 'burst', 'frozen']) if (form.has(name)) options[name] = true;
  for (const name of ['duplicates', 'truncated', 'wrongSecret', 'delay', 'pause', 'lag']) {
    const value = Number(form.get(name));
    if (value > 0) options[name] = value;
  }
  const lost = Number(form.get('lost')) / 100;
  if (lost > 0) options.lost = lost;
  const seed = form.get('seed');
  if (seed) options.seed = Number(seed);
  const clientUserId = form.get('clientUserId')?.trim();
  if (clientUserId) options.clientUserId = clientUserId;
  return options;
}

const UNTIL_CHANGED = 1_000_000;

/** The fault of the REST API for a choice of the console; null: none. */
export function faultOf(mode) {
  if (mode === 'slow') return { path: '/result', delayMs: 8_000, times: UNTIL_CHANGED };
  if (mode === 'failing') return { path: '/result', status: 503, times: UNTIL_CHANGED };
  if (mode === 'down') return { path: '/v', status: 503, times: UNTIL_CHANGED };
  return null;
}

/** The choice of the console for a fault. */
export function modeOf(fault) {
  if (fault === null) return 'normal';
  if (fault.path === '/v') return 'down';
  return fault.delayMs > 0 ? 'slow' : 'failing';
}
