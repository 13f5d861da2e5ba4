import { z } from 'zod';
import type { AccessConfig, TokenConfig } from '../../config/config.js';
import { connectionFailure } from '../../junction/transport.js';
import { Complaint, examine, type Finding } from './finding.js';

const TIME_LIMIT_MS = 5_000;
/** Keys that tokens are signed with; symmetric ones have no place in public. */
const KeySet = z.object({ keys: z.array(z.object({ kty: z.enum(['RSA', 'EC', 'OKP']) })).min(1) });

/** Looks at what stands between the graph and its callers. */
export async function* examineCallers({
  routerSecrets,
  tokens,
}: AccessConfig): AsyncGenerator<Finding> {
  yield await examine('router', () =>
    routerSecrets.length > 0 ? 'shows a secret' : 'is asked for no secret (ROUTER_SECRET)',
  );
  yield await examine('tokens', () =>
    tokens ? lookAtKeys(tokens) : 'are not asked for (AUTH_JWKS_URL): the gateway sees all',
  );
}

async function lookAtKeys({ jwksUrl }: TokenConfig): Promise<string> {
  const keySet = KeySet.safeParse(await readJson(jwksUrl));
  if (!keySet.success) {
    throw new Complaint(
      `${jwksUrl} shows no set of public keys: let AUTH_JWKS_URL name the issuer’s JWKS, often …/.well-known/jwks.json.`,
    );
  }
  return `${jwksUrl} shows ${keySet.data.keys.length} keys`;
}

async function readJson(url: string): Promise<unknown> {
  const answer = await fetch(url, { signal: AbortSignal.timeout(TIME_LIMIT_MS) }).catch(
    (error: unknown) => {
      throw new Complaint(
        `${url} cannot be reached (${connectionFailure(error)}): check AUTH_JWKS_URL, and that this machine may reach it.`,
      );
    },
  );
  if (!answer.ok)
    throw new Complaint(`${url} answers with status ${answer.status}: check AUTH_JWKS_URL.`);
  return answer.json().catch(() => null);
}
