import { z } from 'zod';
import type { AccessConfig, TokenConfig } from '../../config/config.js';
import { connectionFailure } from '../../junction/transport.js';
import { CheckFailure, runCheck, type Finding } from './finding.js';

const TIME_LIMIT_MS = 5_000;
/** Keys that tokens are signed with; symmetric ones have no place in public. */
const KeySet = z.object({ keys: z.array(z.object({ kty: z.enum(['RSA', 'EC', 'OKP']) })).min(1) });

/** Looks at what stands between the graph and its callers. */
export async function* checkCallers({
  routerSecrets,
  tokens,
}: AccessConfig): AsyncGenerator<Finding> {
  yield await runCheck('router', () =>
    routerSecrets.length > 0 ? 'shows a secret' : 'is asked for no secret (ROUTER_SECRET)',
  );
  yield await runCheck('tokens', () =>
    tokens ? checkKeys(tokens) : 'are not asked for (AUTH_JWKS_URL): the gateway sees all',
  );
}

async function checkKeys({ jwksUrl }: TokenConfig): Promise<string> {
  const keySet = KeySet.safeParse(await readJson(jwksUrl));
  if (!keySet.success) {
    throw new CheckFailure(
      `${jwksUrl} shows no set of public keys: let AUTH_JWKS_URL name the issuer’s JWKS, often …/.well-known/jwks.json.`,
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
