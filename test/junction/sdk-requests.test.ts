import { JunctionClient as JunctionSdk } from '@junction-api/sdk';
import { text } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import { createJunctionClient, type JunctionClient } from '../../src/junction/client.js';
import { parseInstant } from '../../src/junction/instant.js';
import { json } from './upstream-server.js';
import { useUpstream } from './use-junction.js';

const ID = 'f426ece3-1777-4235-a9e5-a30221bec6f8';
const OTHER_ID = '0d2b1c3e-5f60-4a7b-8c9d-0e1f2a3b4c5d';
const KEY = 'sk_us_test';
const TIME = '2026-03-01T00:00:00.000Z';
const instant = parseInstant(TIME) ?? undefined;
const date = new Date(TIME);

const junction = useUpstream({ lifetime: 'TEST' });
let ours: JunctionClient;
let sdk: JunctionSdk;

beforeEach(() => {
  ours = createJunctionClient({ baseUrl: junction.baseUrl, apiKey: KEY });
  sdk = new JunctionSdk({ baseUrl: junction.baseUrl, apiKey: KEY, maxRetries: 0 });
});
afterEach(async () => {
  await ours.close();
});

/** The request of a call, in a normal form in which equivalent requests are equal. */
async function requestOf(call: () => Promise<unknown>): Promise<unknown> {
  const received = new Promise<unknown>((resolve, reject) => {
    junction.answerWith((request, response) => {
      normalForm(request).then(resolve, reject);
      json(200, {})(request, response);
    });
  });
  // The SDK rejects the empty response. Only the request matters here.
  await call().catch(() => undefined);
  return received;
}

async function normalForm(request: IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? '', junction.baseUrl);
  const body = await text(request);
  return {
    method: request.method,
    path: url.pathname,
    query: [...url.searchParams].map(([name, value]) => [name, timeOf(value)]).sort(),
    key: request.headers['x-vital-api-key'],
    body: body === '' ? null : withOneFormOfTimes(body),
  };
}

function withOneFormOfTimes(json: string): unknown {
  return JSON.parse(json, (_name, value: unknown) => timeOf(value)) as unknown;
}

/** A normal form for times, whatever their precision. */
function timeOf(value: unknown): unknown {
  const isTime = typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value);
  return isTime ? new Date(value).toISOString() : value;
}

type Call = () => Promise<unknown>;

/** Each request of our client, and the same request of the SDK. */
const CALLS: Record<Exclude<keyof JunctionClient, 'close'>, readonly [ours: Call, its: Call]> = {
  transactionResults: [
    () => ours.transactionResults(ID),
    () => sdk.orderTransaction.getTransactionResult({ transactionId: ID }),
  ],
  orderResults: [() => ours.orderResults(ID), () => sdk.labTests.getResultRaw({ orderId: ID })],
  document: [
    () => ours.document('TRANSACTION_RESULTS', ID),
    () => sdk.orderTransaction.getTransactionResultPdf({ transactionId: ID }),
  ],
  order: [() => ours.order(ID), () => sdk.labTests.getOrder({ orderId: ID })],
  cancelOrder: [() => ours.cancelOrder(ID), () => sdk.labTests.cancelOrder({ orderId: ID })],
  collectionSites: [
    () => ours.collectionSites(ID, 25),
    () => sdk.labTests.getOrderPscInfo({ orderId: ID, radius: '25' }),
  ],
  orderTransaction: [
    () => ours.orderTransaction(ID),
    () => sdk.orderTransaction.getTransaction({ transactionId: ID }),
  ],
  appointment: [
    () => ours.appointment(ID, 'psc'),
    () => sdk.labTests.getPscAppointment({ orderId: ID }),
  ],
  user: [() => ours.user(ID), () => sdk.user.get({ userId: ID })],
  listOrders: [
    () =>
      ours.listOrders({
        ...(instant && { updatedFrom: instant, updatedUntil: instant }),
        orderIds: [ID, OTHER_ID],
        page: 2,
        size: 100,
      }),
    () =>
      sdk.labTests.getOrders({
        updatedStartDate: date,
        updatedEndDate: date,
        orderIds: [ID, OTHER_ID],
        orderKey: 'created_at',
        orderDirection: 'asc',
        page: 2,
        size: 100,
      }),
  ],
  resendEvents: [
    () => ours.resendEvents({ orderIds: [ID], ...(instant && { since: instant, until: instant }) }),
    () => sdk.order.resendEvents({ orderIds: [ID], startAt: date, endAt: date }),
  ],
};

describe("Junction's client", () => {
  it.each(Object.entries(CALLS))("sends %s as Junction's SDK does", async (_name, [our, its]) => {
    expect(await requestOf(our)).toEqual(await requestOf(its));
  });
});
