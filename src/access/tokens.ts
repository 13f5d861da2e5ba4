import { hash } from 'node:crypto';
import { jwtVerify, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import type { TokenConfig } from '../config/config.js';
import { createSigningKeys } from './signing-keys.js';
import { bearerName, UNAUTHENTICATED_VIEWER, type Viewer } from './viewer.js';

/**
 * Returns the viewer of a request by its `Authorization`; UNAUTHENTICATED_VIEWER without a valid token. It never
 * rejects.
 */
export type AuthenticateCaller = (authorization: unknown) => Promise<Viewer>;

/** With a shared secret, every party that can verify a token could also sign one. */
const ASYMMETRIC_ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

/**
 * Callers send the same token with every request. Its signature is not checked again for this time: the check takes
 * longer than a small query, and the key that it was checked with stays valid for much longer.
 */
const CACHE_MS = 30_000;
const CACHED_TOKENS = 5_000;

interface CheckedToken {
  readonly viewer: Viewer;
  /** Measured by the monotone clock. */
  readonly at: number;
}

const SEE_ALL_SCOPE = 'orders:read:all';
const CANCEL_SCOPE = 'orders:cancel';
/** For the company's own backends: it includes `orders:cancel`. */
const WRITE_SCOPE = 'orders:write';

/** Authenticates callers by the JWT of the company's own issuer. */
export function createTokenReader(
  settings: TokenConfig,
  fetchPauseMs?: number,
): AuthenticateCaller {
  const keys = createSigningKeys(settings.jwksUrl, fetchPauseMs);
  const { issuer, audience, userClaim, clockToleranceSeconds } = settings;
  const checked = new LRUCache<string, CheckedToken>({ max: CACHED_TOKENS });
  return async (authorization) => {
    const token = bearerToken(authorization);
    if (token === null) return UNAUTHENTICATED_VIEWER;
    const digest = digestOf(token);
    const known = checked.get(digest);
    if (known && isValidStill(known)) return known.viewer;
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer,
        audience,
        algorithms: ASYMMETRIC_ALGORITHMS,
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['exp'],
      });
      const viewer = Object.freeze(viewerOf(payload, userClaim, clockToleranceSeconds));
      checked.set(digest, { viewer, at: performance.now() });
      return viewer;
    } catch {
      // The reason would only help a forger.
      return UNAUTHENTICATED_VIEWER;
    }
  };
}

function bearerToken(authorization: unknown): string | null {
  if (typeof authorization !== 'string') return null;
  return /^Bearer +([\w.-]+)$/i.exec(authorization)?.[1] ?? null;
}

function isValidStill({ viewer: { expiresAt }, at }: CheckedToken): boolean {
  return performance.now() - at < CACHE_MS && expiresAt !== null && Date.now() < expiresAt;
}

/** Tokens themselves are not stored. */
function digestOf(token: string): string {
  return hash('sha256', token, 'base64');
}

function viewerOf(claims: JWTPayload, userClaim: string, clockToleranceSeconds: number): Viewer {
  const userId = idOf(claims[userClaim]);
  const scopes = scopesOf(claims);
  return {
    name: bearerName(idOf(claims.sub)),
    userId,
    seesAll: scopes.has(SEE_ALL_SCOPE),
    mayTrack: scopes.has(WRITE_SCOPE),
    mayCancel: scopes.has(CANCEL_SCOPE) || scopes.has(WRITE_SCOPE),
    expiresAt: ((claims.exp ?? 0) + clockToleranceSeconds) * 1000,
  };
}

/** @throws Error when the audit trail could not store the id: a caller without a name may not read */
function idOf(claim: unknown): string | null {
  if (typeof claim === 'number' && Number.isSafeInteger(claim)) return String(claim);
  if (typeof claim !== 'string' || claim === '') return null;
  if (claim.includes('\0') || !claim.isWellFormed())
    throw new Error('Postgres cannot store this text');
  return claim;
}

/** `scope` is separated by spaces (RFC 8693); some issuers write `scp`, as text or as a list. */
function scopesOf({ scope, scp }: JWTPayload): Set<unknown> {
  return new Set(
    [scope, scp].flat().flatMap((it) => (typeof it === 'string' ? it.split(' ') : [])),
  );
}
