import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a request with this `Router-Authorization` comes through the company's router. */
export type RouterFence = (routerAuthorization: unknown) => boolean;

/**
 * Knows the router by a secret that both share; without any secret everybody passes. Neither which secret fits nor how
 * much of one shows in the time that it takes.
 *
 * @param secrets several while one replaces the other.
 */
export function createRouterFence(secrets: readonly string[]): RouterFence {
  if (secrets.length === 0) return () => true;
  const known = secrets.map(digest);
  return (given) => {
    if (typeof given !== 'string') return false;
    const candidate = digest(given);
    return known.map((secret) => timingSafeEqual(secret, candidate)).includes(true);
  };
}

/** Of one length for all, as comparing in constant time demands. */
function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
