import {
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWTHeaderParameters,
} from 'jose';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TokenConfig } from '../../../src/config/config.js';
import { useResource, type ResourceOptions } from '../../support/use-resource.js';

/** Replaces the company's token issuer: real keys, served over real HTTP. */
export interface TestIssuer {
  readonly settings: TokenConfig;
  /** The number of times that the keys were fetched. */
  readonly fetches: () => number;
  /**
   * Creates a token for the service that is valid for one hour. The given claims replace the defaults; an undefined
   * claim is omitted.
   */
  sign(
    claims?: Readonly<Record<string, unknown>>,
    header?: Partial<JWTHeaderParameters>,
  ): Promise<string>;
  /** Signs further tokens with a new key. The old keys are still published. */
  rotate(): Promise<void>;
  /** Stops answering requests. */
  goAway(): Promise<void>;
}

interface SigningKey {
  readonly id: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

const ISSUER = 'https://identity.example/';
const AUDIENCE = 'order-transactions';

export async function startIssuer(): Promise<TestIssuer> {
  const keys = [await createKey('key-1')];
  let fetches = 0;
  const server = createServer((_request, response) => {
    fetches += 1;
    void Promise.all(keys.map(publicJwk)).then((jwks) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: jwks }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    settings: {
      jwksUrl: `http://127.0.0.1:${port}/keys`,
      issuer: ISSUER,
      audience: AUDIENCE,
      userClaim: 'sub',
      clockToleranceSeconds: 5,
    },
    fetches: () => fetches,
    sign: async (claims = {}, header = {}) => {
      const key = keys.at(-1);
      if (!key) throw new Error('the issuer has no key');
      const standard = { iss: ISSUER, aud: AUDIENCE, sub: 'user-a', exp: secondsNow() + 3600 };
      return new SignJWT({ ...standard, ...claims })
        .setProtectedHeader({ alg: 'ES256', kid: key.id, ...header })
        .sign(key.privateKey);
    },
    rotate: async () => {
      keys.push(await createKey(`key-${keys.length + 1}`));
    },
    goAway: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** An issuer for the tests of a file or `describe` block, or for each test. */
export function useIssuer(options?: ResourceOptions): TestIssuer {
  return useResource(startIssuer, (issuer) => issuer.goAway(), options);
}

export function secondsNow(): number {
  return Math.floor(Date.now() / 1000);
}

async function createKey(id: string): Promise<SigningKey> {
  return { id, ...(await generateKeyPair('ES256', { extractable: true })) };
}

async function publicJwk({ id, publicKey }: SigningKey) {
  return { ...(await exportJWK(publicKey)), kid: id, use: 'sig' };
}
