/** What the page needs to call the service: headers, and whether a token is needed. */
let settings = { headers: {}, asksForToken: false, sandboxUrl: null };
let token = '';

export async function loadSettings() {
  settings = await (await fetch('/console/settings')).json();
  return settings;
}

/** @param {string} bearer kept in this page only */
export function useToken(bearer) {
  token = bearer;
}

function headers() {
  return {
    'content-type': 'application/json',
    ...settings.headers,
    ...(token !== '' && { authorization: `Bearer ${token}` }),
  };
}

/**
 * The data of an operation, with what failed in part.
 *
 * @param {string} query
 * @param {object} variables
 */
export async function request(query, variables) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: headers(),
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors = [] } = await response.json();
  if (!data) throw new Error(errors[0]?.message ?? `The service answered ${response.status}.`);
  return { data, errors };
}

/**
 * Calls back for each event of a subscription (graphql-sse), until it is aborted. Connects again when it ends.
 *
 * @param {string} query
 * @param {object} variables
 * @param {AbortSignal} signal
 * @param {() => void} onEvent
 */
export async function subscribe(query, variables, signal, onEvent) {
  while (!signal.aborted) {
    await readEvents(query, variables, signal, onEvent).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
}

async function readEvents(query, variables, signal, onEvent) {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { ...headers(), accept: 'text/event-stream' },
    body: JSON.stringify({ query, variables }),
    signal,
  });
  if (!response.ok) return;
  const decoder = new TextDecoder();
  let text = '';
  for (let reader = response.body.getReader(); ;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    const events = text.split('\n\n');
    text = events.pop();
    if (events.some((event) => /^event: ?next$/m.test(event))) onEvent();
  }
}

/** An endpoint for operators. @param {string} path @param {string} [method] */
export async function operator(path, method = 'GET') {
  const response = await fetch(`/operator/${path}`, {
    method,
    headers: headers(),
    ...(method === 'POST' && { body: '{}' }),
  });
  const answer = await response.json();
  if (response.status === 401 || response.status === 403) throw new Error(answer.error);
  return answer;
}
