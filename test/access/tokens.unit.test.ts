import { decodeJwt, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { createTokenReader, type AuthenticateCaller } from '../../src/access/tokens.js';
import { UNAUTHENTICATED_VIEWER } from '../../src/access/viewer.js';
import { secondsNow, type TestIssuer, useIssuer } from './support/issuer.js';

const issuer = useIssuer({ lifetime: 'TEST' });
let authenticate: AuthenticateCaller;

beforeEach(() => {
  authenticate = createTokenReader(issuer.settings, 0);
});

const bearer = async (...args: Parameters<TestIssuer['sign']>) =>
  `Bearer ${await issuer.sign(...args)}`;

describe('a token', () => {
  it('names the person whose records its bearer may read, and when it expires', async () => {
    const expiresAt = secondsNow() + 600;

    expect(await authenticate(await bearer({ sub: 'user-a', exp: expiresAt }))).toEqual({
      name: 'token:user-a',
      userId: 'user-a',
      seesAll: false,
      mayTrack: false,
      mayCancel: false,
      expiresAt: (expiresAt + 5) * 1000,
    });
  });

  it.each([
    ['scope', 'openid orders:read:all'],
    ['scp', 'orders:read:all'],
    ['scp', ['email', 'orders:read:all']],
  ])('grants the records of all people with orders:read:all in %s', async (claim, scopes) => {
    const viewer = await authenticate(await bearer({ [claim]: scopes }));

    expect(viewer).toMatchObject({ seesAll: true, mayTrack: false });
  });

  it('grants tracking, and no further reads, with orders:write', async () => {
    const viewer = await authenticate(await bearer({ scope: 'orders:write' }));

    expect(viewer).toMatchObject({ seesAll: false, mayTrack: true, mayCancel: true });
  });

  it('grants cancelling, and neither tracking nor further reads, with orders:cancel', async () => {
    const viewer = await authenticate(await bearer({ scope: 'orders:cancel' }));

    expect(viewer).toMatchObject({ seesAll: false, mayTrack: false, mayCancel: true });
  });

  it.each(['orders:read:all:x', 'xorders:read:all', 'ORDERS:READ:ALL', 'orders:read'])(
    'grants no further reads with the scope %s',
    async (scope) => {
      expect(await authenticate(await bearer({ scope }))).toMatchObject({ seesAll: false });
    },
  );

  it('names its user by the claim that the company chose', async () => {
    const custom = createTokenReader({ ...issuer.settings, userClaim: 'patient' }, 0);

    const patient = await custom(await bearer({ sub: 'login-7', patient: 'user-a' }));
    const machine = await custom(await bearer({ sub: 'machine' }));

    expect(patient).toMatchObject({ name: 'token:login-7', userId: 'user-a' });
    expect(machine).toMatchObject({ name: 'token:machine', userId: null, seesAll: false });
  });

  it('is valid for a few seconds after it has expired, not longer', async () => {
    expect(await authenticate(await bearer({ exp: secondsNow() - 2 }))).not.toBe(
      UNAUTHENTICATED_VIEWER,
    );
    expect(await authenticate(await bearer({ exp: secondsNow() - 8 }))).toBe(
      UNAUTHENTICATED_VIEWER,
    );
  });

  it.each([
    ['of another issuer', { iss: 'https://evil.example/' }],
    ['for another audience', { aud: 'billing' }],
    ['that begins tomorrow', { nbf: secondsNow() + 86_400 }],
    ['without an end', { exp: undefined }],
    ['without an audience', { aud: undefined }],
    ['with a subject that the audit trail cannot keep', { sub: 'user-a\0' }],
    ['with half a character in its subject', { sub: '\ud800' }],
  ])('is rejected when it is %s', async (_what, claims) => {
    expect(await authenticate(await bearer(claims))).toBe(UNAUTHENTICATED_VIEWER);
  });

  it('is rejected without a signature', async () => {
    const [, payload = ''] = (await issuer.sign()).split('.');
    const header = Buffer.from('{"alg":"none"}').toString('base64url');

    expect(await authenticate(`Bearer ${header}.${payload}.`)).toBe(UNAUTHENTICATED_VIEWER);
  });

  it('is rejected when it was changed after it was signed', async () => {
    const [header = '', payload = '', signature = ''] = (await issuer.sign()).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const changed = Buffer.from(JSON.stringify({ ...claims, sub: 'user-b' })).toString('base64url');

    expect(await authenticate(`Bearer ${header}.${payload}.${signature}`)).not.toBe(
      UNAUTHENTICATED_VIEWER,
    );
    expect(await authenticate(`Bearer ${header}.${changed}.${signature}`)).toBe(
      UNAUTHENTICATED_VIEWER,
    );
  });

  it('is rejected when it is signed with the public keys as a shared secret', async () => {
    const publicKeys = await (await fetch(issuer.settings.jwksUrl)).text();
    const forged = await forge('HS256', new TextEncoder().encode(publicKeys));

    expect(await authenticate(forged)).toBe(UNAUTHENTICATED_VIEWER);
  });

  it('is rejected when it is signed by a foreign key under a known name', async () => {
    const { privateKey } = await generateKeyPair('ES256');

    expect(await authenticate(await forge('ES256', privateKey))).toBe(UNAUTHENTICATED_VIEWER);
  });

  it.each([undefined, '', 'Bearer', 'Bearer ', 'Basic dXNlcjpwYXNz', 'Bearer a.b.c', ['Bearer x']])(
    'is absent in %p',
    async (authorization) => {
      expect(await authenticate(authorization)).toBe(UNAUTHENTICATED_VIEWER);
    },
  );
});

describe('the tolerance for clock differences', () => {
  it.each([
    [0, -1, false],
    [30, -20, true],
    [30, -40, false],
    [300, -290, true],
  ])(
    'makes a difference of %i s a token that expires %i s from now valid: %s',
    async (tolerance, seconds, isValid) => {
      const settings = { ...issuer.settings, clockToleranceSeconds: tolerance };
      const reader = createTokenReader(settings, 0);
      const viewer = await reader(await bearer({ exp: secondsNow() + seconds }));
      expect(viewer !== UNAUTHENTICATED_VIEWER).toBe(isValid);
    },
  );
});

describe('a token that is sent again', () => {
  const HALF_A_MINUTE = 30_000;

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
  });

  afterEach(() => {
    jest.restoreAllMocks();
    jest.useRealTimers();
  });

  it('is checked once in half a minute', async () => {
    const checks = jest.spyOn(crypto.subtle, 'verify');
    const token = await bearer();

    for (let times = 0; times < 20; times++) await authenticate(token);
    expect(checks).toHaveBeenCalledTimes(1);

    jest.advanceTimersByTime(HALF_A_MINUTE + 1);
    expect(await authenticate(token)).toMatchObject({ userId: 'user-a' });
    expect(checks).toHaveBeenCalledTimes(2);
  });

  it('is rejected once it has expired', async () => {
    const token = await bearer({ exp: secondsNow() + 10 });
    expect(await authenticate(token)).toMatchObject({ userId: 'user-a' });

    jest.advanceTimersByTime(16_000);

    expect(await authenticate(token)).toBe(UNAUTHENTICATED_VIEWER);
  });

  it('is rejected each time if it was rejected at first', async () => {
    const forged = (await bearer()).slice(0, -1);

    expect(await authenticate(forged)).toBe(UNAUTHENTICATED_VIEWER);
    expect(await authenticate(forged)).toBe(UNAUTHENTICATED_VIEWER);
  });

  it('does not authenticate another bearer', async () => {
    await authenticate(await bearer({ sub: 'user-a' }));

    expect(await authenticate(await bearer({ sub: 'user-b' }))).toMatchObject({ userId: 'user-b' });
  });
});

describe('the keys that sign tokens', () => {
  it('are fetched once for many tokens', async () => {
    const token = await bearer();

    const viewers = await Promise.all(Array.from({ length: 20 }, () => authenticate(token)));

    expect(viewers.every((viewer) => viewer.userId === 'user-a')).toBe(true);
    expect(issuer.fetches()).toBe(1);
  });

  it('are fetched again for a token that a new key signed', async () => {
    const old = await bearer();
    await authenticate(old);
    await issuer.rotate();

    expect(await authenticate(await bearer({ sub: 'user-b' }))).toMatchObject({ userId: 'user-b' });
    expect(await authenticate(old)).toMatchObject({ userId: 'user-a' });
  });

  it('stay valid while they cannot be fetched, and an unknown key is rejected', async () => {
    const old = await bearer();
    await authenticate(old);
    await issuer.rotate();
    const fresh = await bearer();
    await issuer.goAway();

    expect(await authenticate(fresh)).toBe(UNAUTHENTICATED_VIEWER);
    expect(await authenticate(old)).toMatchObject({ userId: 'user-a' });
  });

  it('are fetched for a new key, after the pause, although the wall clock was set back', async () => {
    const patient = createTokenReader(issuer.settings, 20);
    await patient(await bearer());
    await issuer.rotate();
    const token = await bearer({ sub: 'user-b' });
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() - 24 * 3_600_000);
    try {
      await new Promise((resolve) => setTimeout(resolve, 30));
      expect(await patient(token)).toMatchObject({ userId: 'user-b' });
    } finally {
      clock.mockRestore();
    }
  });

  it('are not fetched repeatedly because of unknown keys', async () => {
    const patient = createTokenReader(issuer.settings, 60_000);
    await patient(await bearer());

    for (let index = 0; index < 20; index++) {
      expect(await patient(await bearer({}, { kid: `unknown-${index}` }))).toBe(
        UNAUTHENTICATED_VIEWER,
      );
    }

    expect(issuer.fetches()).toBe(1);
  });
});

/** A token with the claims of a valid one, signed with any key. */
async function forge(alg: string, key: CryptoKey | Uint8Array): Promise<string> {
  const claims = decodeJwt(await issuer.sign());
  const token = new SignJWT(claims).setProtectedHeader({ alg, kid: 'key-1' });
  return `Bearer ${await token.sign(key)}`;
}
