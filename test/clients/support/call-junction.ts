import { API_KEY } from '../../../src/service/local-junction.js';

/**
 * Calls the REST API of the local Junction.
 *
 * @returns the body, null where there is none
 * @throws an Error with the status and the body of an unsuccessful response
 */
export async function callJunction<Body>(
  url: string,
  method: string,
  body?: object,
): Promise<Body> {
  const response = await fetch(url, {
    method,
    headers: { 'x-vital-api-key': API_KEY, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (response.status === 204 ? null : await response.json()) as Body;
}
