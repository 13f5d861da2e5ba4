import { hash, timingSafeEqual } from 'node:crypto';

/** Whether a request with this `Router-Authorization` comes through the company's router. */
export type RouterFence = (routerAuthorization: unknown) => boolean;

/**
 * Identifies the router by a secret that both share; without any secret everyone is admitted. The time it takes reveals
 * neither which secret matches nor how much of one.
 *
 * A header that was sent twice arrives as one value with a comma, which no secret contains: the same value twice counts
 * once, as when two rules of a router insert it, and different values match nothing.
 *
 * @param secrets several while one replaces the other.
 */
export function createRouterFence(secrets: readonly string[]): RouterFence {
  if (secrets.length === 0) return () => true;
  const known = secrets.map(digest);
  return (header) => {
    if (typeof header !== 'string') return false;
    const [value = '', ...others] = new Set(header.split(',').map((it) => it.trim()));
    if (others.length > 0) return false;
    const candidate = digest(value);
    return known.map((secret) => timingSafeEqual(secret, candidate)).includes(true);
  };
}

/** Gives all secrets the same length, as a comparison in constant time requires. */
function digest(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}
