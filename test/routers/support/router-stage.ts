import { secondsNow } from '../../access/support/issuer.js';
import { testDatabaseUrl } from '../../support/test-server.js';
import { startLabStage, type LabStage } from '../../supergraph/lab-stage.js';

export const ROUTER_SECRET = 'the secret of the router in these tests';

/** A person's transaction, and the first order in it. */
export interface LabTest {
  readonly id: string;
  readonly orderId: string;
}

/** A stage with a redraw of Anna and a cancelled order of Ben. The company's appointments refer to both. */
export interface RouterStage extends LabStage {
  readonly annas: LabTest;
  readonly bens: LabTest;
}

const SEEDS = { anna: 1, ben: 2 };

export async function startRouterStage(): Promise<RouterStage> {
  const appointments: { id: string; labTest: { id: string }; order: { id: string } }[] = [];
  const stage = await startLabStage({
    databaseUrl: testDatabaseUrl(),
    routerSecret: ROUTER_SECRET,
    appointments,
  });
  const play = async (journey: 'redraw' | 'initial-cancelled', clientUserId: 'anna' | 'ben') => {
    const played = stage.sandbox.playJourney(journey, { clientUserId, seed: SEEDS[clientUserId] });
    const [orderId = ''] = played.orderIds;
    if (!(await played.delivered)) throw new Error(`the journey ${journey} was not delivered`);
    const id = played.transactionId;
    appointments.push({ id: clientUserId, labTest: { id }, order: { id: orderId } });
    return { id, orderId };
  };
  return {
    ...stage,
    annas: await play('redraw', 'anna'),
    bens: await play('initial-cancelled', 'ben'),
  };
}

export interface RouterAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

export interface RouterResponse extends RouterAnswer {
  readonly status: number;
  readonly codes: readonly unknown[];
}

export interface Caller {
  /** The caller's token; null for none. */
  readonly token: string | null;
}

/** Sends an operation to a router, as a client of the company does. */
export async function send(
  url: string,
  { token }: Caller,
  query: string,
  variables: object = {},
): Promise<RouterResponse> {
  const response = await fetch(url, requestOf({ token }, query, variables, 'application/json'));
  const answer = (await response.json()) as RouterAnswer;
  const codes = (answer.errors ?? []).map(({ extensions }) => extensions?.code);
  return { ...answer, status: response.status, codes };
}

export function requestOf(
  { token }: Caller,
  query: string,
  variables: object,
  accept: string,
): RequestInit {
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept,
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ query, variables }),
  };
}

/** A token of a person that expires after some seconds. */
export function tokenFor(stage: LabStage, sub: string, seconds = 3600): Promise<string> {
  return stage.issuer.sign({ sub, exp: secondsNow() + seconds });
}
