import { secondsNow, type TestIssuer } from './issuer.js';
import { ORDERS, TRANSACTIONS, USER_A, USER_B } from './two-patients.js';

export const ROUTER_SECRET = 'the secret of the router in these tests';

export type Caller =
  'user A' | 'user B' | 'staff' | 'a user without orders' | 'a machine without a user';

/** The users whose records each caller may read, by the ids that an answer can contain. */
export const MAY_SEE: Record<Caller, readonly string[]> = {
  'user A': [
    TRANSACTIONS.ofA,
    TRANSACTIONS.mixed,
    ORDERS.initialOfA,
    ORDERS.redrawOfA,
    ORDERS.mixedOfA,
    ORDERS.mixedRedrawOfA,
  ],
  'user B': [TRANSACTIONS.ofB, TRANSACTIONS.mixed, ORDERS.onlyOfB, ORDERS.mixedOfB],
  staff: [...Object.values(TRANSACTIONS), ...Object.values(ORDERS)],
  'a user without orders': [],
  'a machine without a user': [],
};
export const callers = Object.keys(MAY_SEE) as Caller[];

const CLAIMS: Record<Caller, Record<string, unknown>> = {
  'user A': { sub: USER_A },
  'user B': { sub: USER_B },
  staff: { sub: 'staff-1', scope: 'orders:read:all' },
  'a user without orders': { sub: 'user-c', scope: 'orders:write' },
  'a machine without a user': { sub: undefined },
};

/** Headers by name, which also serve as the connection parameters of a WebSocket. */
export type Headers = Record<string, string>;

export function headersOf(
  issuer: TestIssuer,
  caller: Caller,
  claims: Record<string, unknown> = {},
): Promise<Headers> {
  return tokenOf(issuer, { ...CLAIMS[caller], ...claims });
}

/** Callers that lack the router's secret, a valid token, or both. */
export const REFUSED: [string, (issuer: TestIssuer) => Promise<Headers>][] = [
  ['nobody', () => Promise.resolve({})],
  ['the router without a caller', () => Promise.resolve(asRouter())],
  ['a caller past the router', async (issuer) => bearer(await issuer.sign())],
  ['a caller whose token has ended', (issuer) => tokenOf(issuer, { exp: secondsNow() - 60 })],
  ['a token for another audience', (issuer) => tokenOf(issuer, { aud: 'billing' })],
];

async function tokenOf(issuer: TestIssuer, claims: Record<string, unknown>): Promise<Headers> {
  return { ...asRouter(), ...bearer(await issuer.sign(claims)) };
}

function asRouter(): Headers {
  return { 'router-authorization': ROUTER_SECRET };
}

function bearer(token: string): Headers {
  return { authorization: `Bearer ${token}` };
}
