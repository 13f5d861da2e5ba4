/**
 * Calls the sandbox.
 *
 * @param {string} method
 * @param {string} path
 * @param {object} [body]
 * @param {Record<string, string>} [headers]
 */
export async function call(method, path, body, headers = {}) {
  const response = await fetch(path, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(await problemOf(response));
  return response;
}

/** @param {string} path */
export async function get(path) {
  return (await call('GET', path)).json();
}

async function problemOf(response) {
  const { detail } = await response.json().catch(() => ({}));
  if (typeof detail === 'string') return detail;
  if (!Array.isArray(detail)) return `The sandbox answered ${response.status}.`;
  return detail.map(({ loc, msg }) => `${loc.at(-1)}: ${msg}`).join('; ');
}
