import { JunctionError } from '@junction-api/sdk';
import type { JourneyName } from '../src/journeys/index.js';
import { API_KEY, clientOf, playToTheEnd, withSandbox } from './support/start.js';

const UNKNOWN = '00000000-0000-4000-8000-000000000000';

/** The status and body of the sandbox's response to the SDK's call. */
async function refusalOf(call: PromiseLike<unknown>) {
  const error = await Promise.resolve(call).then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof JunctionError ? { status: error.statusCode, body: error.body } : error;
}

describe('a request that Junction rejects', () => {
  it('has no key, or a wrong one', async () => {
    await withSandbox({}, async (sandbox) => {
      const { orderTransaction } = clientOf(sandbox, 'sk_us_other');

      expect(await refusalOf(orderTransaction.getTransaction({ transactionId: UNKNOWN }))).toEqual({
        status: 401,
        body: { detail: 'Missing or invalid API key' },
      });
      expect((await fetch(`${sandbox.url}/v3/orders`)).status).toBe(401);
    });
  });

  it('requests what does not exist', async () => {
    await withSandbox({}, async (sandbox) => {
      const { labTests, orderTransaction } = clientOf(sandbox);
      const refused = (detail: string) => ({ status: 404, body: { detail } });

      expect(await refusalOf(labTests.getOrder({ orderId: UNKNOWN }))).toEqual(
        refused("This order doesn't exist"),
      );
      expect(await refusalOf(labTests.getResultRaw({ orderId: UNKNOWN }))).toEqual(
        refused('Order not found'),
      );
      expect(await refusalOf(orderTransaction.getTransaction({ transactionId: UNKNOWN }))).toEqual(
        refused('Order transaction not found'),
      );
      expect(
        await refusalOf(orderTransaction.getTransactionResult({ transactionId: UNKNOWN })),
      ).toEqual(refused('Order transaction not found'));
      expect(await refusalOf(labTests.getLabs())).toEqual(refused('Not Found'));
    });
  });

  it.each<JourneyName>(['initial-cancelled', 'both-cancelled'])(
    'requests results where there are none: %s',
    async (name) => {
      await withSandbox({}, async (sandbox) => {
        const { transactionId, orderIds } = playToTheEnd(sandbox, name);
        const { labTests, orderTransaction } = clientOf(sandbox);
        const [orderId = ''] = orderIds;
        const refusal = {
          status: 404,
          body: {
            detail: `Results are not available for order - ${orderId}. Did you receive a webhook for this order?`,
          },
        };

        expect(await refusalOf(labTests.getResultRaw({ orderId }))).toEqual(refusal);
        expect(await refusalOf(orderTransaction.getTransactionResult({ transactionId }))).toEqual(
          refusal,
        );
      });
    },
  );

  it('names no UUID', async () => {
    await withSandbox({}, async (sandbox) => {
      const { labTests } = clientOf(sandbox);
      const problem = (loc: (string | number)[]) => ({
        status: 422,
        body: {
          detail: [
            { type: 'uuid_parsing', loc, msg: 'Input should be a valid uuid', input: 'no-uuid' },
          ],
        },
      });

      expect(await refusalOf(labTests.getOrder({ orderId: 'no-uuid' }))).toEqual(
        problem(['path', 'order_id']),
      );
      expect(await refusalOf(labTests.getOrders({ orderIds: [UNKNOWN, 'no-uuid'] }))).toEqual(
        problem(['query', 'order_ids', 1]),
      );
    });
  });

  it('filters orders by a parameter that Junction does not have', async () => {
    await withSandbox({}, async (sandbox) => {
      const response = await fetch(`${sandbox.url}/v3/orders?patient=Test`, {
        headers: { 'x-vital-api-key': API_KEY },
      });

      expect(response.status).toBe(422);
    });
  });
});
