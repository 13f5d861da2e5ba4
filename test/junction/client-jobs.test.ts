import { text } from 'node:stream/consumers';
import { JOB_LIMITS } from '../../src/junction/call-policy.js';
import { createJunctionClient } from '../../src/junction/client.js';
import { parseInstant } from '../../src/junction/instant.js';
import { inTurn, json } from './upstream-server.js';
import { useJunction } from './use-junction.js';

const ID = 'f426ece3-1777-4235-a9e5-a30221bec6f8';
const FROM = parseInstant('2026-03-01T00:00:00Z') ?? undefined;

const { junction, client } = useJunction({ lifetime: 'TEST' });

function asked(): URL {
  return new URL(junction.requests[0]?.url ?? '', junction.baseUrl);
}

describe("Junction's client, used by jobs", () => {
  it('lists a page of orders by the time of their creation', async () => {
    junction.answerWith(json(200, { orders: [] }));
    await client.listOrders({
      ...(FROM && { updatedFrom: FROM }),
      orderIds: [ID, ID],
      page: 3,
      size: 100,
    });
    expect(asked().pathname).toBe('/v3/orders');
    expect(asked().searchParams.getAll('order_ids')).toEqual([ID, ID]);
    expect(Object.fromEntries(asked().searchParams)).toEqual({
      order_key: 'created_at',
      order_direction: 'asc',
      updated_start_date: '2026-03-01T00:00:00.000000Z',
      order_ids: ID,
      page: '3',
      size: '100',
    });
  });

  it('rejects a response without a list', async () => {
    junction.answerWith(json(404, { detail: 'Not Found' }));
    await expect(client.listOrders({ page: 1, size: 100 })).rejects.toMatchObject({
      code: 'UPSTREAM_REJECTED',
    });
  });

  it.each([
    ['a patient', () => client.user(ID), `/v2/user/${ID}`],
    ['a transaction', () => client.orderTransaction(ID), `/v3/order_transaction/${ID}`],
  ])('requests %s, which Junction may not have', async (_, call, path) => {
    junction.answerWith(inTurn(json(200, { id: ID }), json(404, {})));
    await expect(call()).resolves.toEqual({ id: ID });
    await expect(call()).resolves.toBeNull();
    expect(asked().pathname).toBe(path);
  });

  it('requests that webhooks are sent again', async () => {
    let body = '';
    junction.answerWith((request, response) => {
      void text(request).then((sent) => {
        body = sent;
        json(200, { order_ids: [ID] })(request, response);
      });
    });
    const answer = await client.resendEvents({ orderIds: [ID], ...(FROM && { since: FROM }) });
    expect(answer).toEqual({ order_ids: [ID] });
    expect(junction.requests[0]).toMatchObject({ method: 'POST', url: '/v3/order/resend_events' });
    expect(JSON.parse(body)).toEqual({ order_ids: [ID], start_at: '2026-03-01T00:00:00.000000Z' });
  });

  it('waits as long as the job allows', async () => {
    const patient = createJunctionClient({
      baseUrl: junction.baseUrl,
      apiKey: 'sk_us_test',
      limits: { ...JOB_LIMITS, firstPauseMs: 1 },
    });
    const down = json(503, {});
    junction.answerWith(inTurn(down, down, down, down, down, json(200, { orders: [] })));
    await expect(patient.listOrders({ page: 1, size: 100 })).resolves.toEqual({ orders: [] });
    await patient.close();
  });
});
