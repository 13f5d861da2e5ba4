import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey } from 'jose';

/** Keys are fetched again after this time, so that a withdrawn key does not stay valid. */
const REFRESH_AFTER_MS = 10 * 60_000;
const FETCH_TIMEOUT_MS = 3_000;
/** Tokens with unknown keys must not cause a flood of requests to the issuer. */
const FETCH_PAUSE_MS = 10_000;

/**
 * The public keys of the tokens' issuer. While they cannot be fetched, known keys stay valid; a token of any other key is
 * rejected. All times are measured by the monotone clock: jose's own cache and cooldown use the wall clock, and after it
 * was set back they would block new keys.
 */
export function createSigningKeys(url: string, fetchPauseMs = FETCH_PAUSE_MS): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(new URL(url), {
    timeoutDuration: FETCH_TIMEOUT_MS,
    cooldownDuration: Infinity,
    cacheMaxAge: Infinity,
    [customFetch]: withPause(fetchPauseMs),
  });
  let refreshAt = performance.now() + REFRESH_AFTER_MS;
  return async (header, token) => {
    if (performance.now() >= refreshAt) {
      refreshAt = performance.now() + REFRESH_AFTER_MS;
      // In the background: the known keys stay in use, also when it fails.
      void keys.reload().catch(() => undefined);
    }
    try {
      return await keys(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await keys.reload();
      return keys(header, token);
    }
  };
}

function withPause(pauseMs: number): typeof fetch {
  let nextAt = -Infinity;
  return async (input, init) => {
    if (performance.now() < nextAt) throw new Error('the keys were fetched a moment ago');
    nextAt = performance.now() + pauseMs;
    return fetch(input, init);
  };
}
