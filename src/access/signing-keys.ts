import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';

/** Asked for again after this time, so that a key that was withdrawn does not stay valid. */
const REFRESH_AFTER_MS = 10 * 60_000;
const FETCH_TIMEOUT_MS = 3_000;
/** Tokens with keys that nobody knows must not turn into a flood of questions. */
export const FETCH_PAUSE_MS = 10_000;

/**
 * The public keys of whoever issues the tokens. While they cannot be fetched, those known go on to be valid; a token of
 * any other key is refused.
 */
export function createSigningKeys(url: string, fetchPauseMs = FETCH_PAUSE_MS): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(new URL(url), {
    timeoutDuration: FETCH_TIMEOUT_MS,
    // Our own pause and refresh stand in for these two, which only count from a fetch that succeeded.
    cooldownDuration: 0,
    cacheMaxAge: Infinity,
    [customFetch]: withPause(fetchPauseMs),
  });
  let refreshAt = Date.now() + REFRESH_AFTER_MS;
  return (header, token) => {
    if (Date.now() >= refreshAt) {
      refreshAt = Date.now() + REFRESH_AFTER_MS;
      // In the background: the keys at hand will do meanwhile, and when it fails.
      void keys.reload().catch(() => undefined);
    }
    return keys(header, token);
  };
}

function withPause(pauseMs: number): typeof fetch {
  let nextAt = 0;
  return async (input, init) => {
    if (Date.now() < nextAt) throw new Error('the keys were asked for a moment ago');
    nextAt = Date.now() + pauseMs;
    return fetch(input, init);
  };
}
