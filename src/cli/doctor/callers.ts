import { z } from 'zod';
import type { AccessConfig, TokenConfig } from '../../config/config.js';
import { connectionFailure } from '../../junction/transport.js';
import { CheckFailure, runCheck, type Finding } from './finding.js';

const TIME_LIMIT_MS = 5_000;
/** Public keys that verify tokens; a symmetric key must not be published. */
const KeySet = z.object({ keys: z.array(z.object({ kty: z.enum(['RSA', 'EC', 'OKP']) })).min(1) });

/** Checks the router's secret and the tokens' issuer. */
export async function* checkCallers({
  routerSecrets,
  tokens,
}: AccessConfig): AsyncGenerator<Finding> {
  yield await runCheck('router', () =>
    routerSecrets.length > 0
      ? 'must send the secret'
      : 'needs no secret (ROUTER_SECRET is not set)',
  );
  yield await runCheck('tokens', () =>
    tokens
      ? checkKeys(tokens)
      : 'are not required (AUTH_JWKS_URL is not set): the gateway can read everything',
  );
}

async function checkKeys({ jwksUrl }: TokenConfig): Promise<string> {
  const keySet = KeySet.safeParse(await readJson(jwksUrl));
  if (!keySet.success) {
    throw new CheckFailure(
      `${jwksUrl} returns no set of public keys: set AUTH_JWKS_URL to the issuer’s JWKS, often …/.well-known/jwks.json.`,
    );
  }
  return `${jwksUrl} shows ${keySet.data.keys.length} keys`;
}

async function readJson(url: string): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIME_LIMIT_MS) }).catch(
    (error: unknown) => {
      throw new CheckFailure(
        `${url} cannot be reached (${connectionFailure(error)}): check AUTH_JWKS_URL, and that this machine may reach it.`,
      );
    },
  );
  if (!answer.ok)
    throw new CheckFailure(`${url} answers with status ${answer.status}: check AUTH_JWKS_URL.`);
  return answer.json().catch(() => null);
}
