import { JOURNEY_NAMES } from '../src/journeys/index.js';
import { clientOf, playToTheEnd, withSandbox } from './support/start.js';

describe('the REST API, called through the official SDK', () => {
  it('returns a transaction with the status of each order', async () => {
    await withSandbox({}, async (sandbox) => {
      const { transactionId, orderIds } = playToTheEnd(sandbox, 'redraw');

      const transaction = await clientOf(sandbox).orderTransaction.getTransaction({
        transactionId,
      });

      expect(transaction).toMatchObject({
        id: transactionId,
        status: 'completed',
        orders: [
          { id: orderIds[0], origin: 'initial', lastStatus: 'redraw_available', parentId: null },
          { id: orderIds[1], origin: 'redraw', lastStatus: 'completed', parentId: orderIds[0] },
        ],
      });
    });
  });

  it('returns an order with its history and its transaction', async () => {
    await withSandbox({}, async (sandbox) => {
      const { transactionId, orderIds } = playToTheEnd(sandbox, 'redraw');

      const order = await clientOf(sandbox).labTests.getOrder({ orderId: orderIds[0] ?? '' });

      expect(order.events).toHaveLength(6);
      expect(order).toMatchObject({
        lastEvent: { status: 'collecting_sample.walk_in_test.redraw_available' },
        orderTransaction: { id: transactionId, orders: [{ id: orderIds[0] }, { id: orderIds[1] }] },
        hasMissingResults: true,
      });
    });
  });

  it('gives the first order partial results, the redraw the rest, the transaction all', async () => {
    await withSandbox({}, async (sandbox) => {
      const { transactionId, orderIds } = playToTheEnd(sandbox, 'redraw');
      const { labTests, orderTransaction } = clientOf(sandbox);
      const [initial, redraw] = await Promise.all(
        orderIds.map((orderId) => labTests.getResultRaw({ orderId })),
      );
      const combined = await orderTransaction.getTransactionResult({ transactionId });

      const slugs = (body: typeof initial) =>
        Array.isArray(body?.results) ? body.results.map((result) => result.slug) : [];
      expect(slugs(initial)).toHaveLength(6);
      expect(initial?.missingResults?.map(({ slug }) => slug)).toEqual(slugs(redraw));
      expect(slugs(redraw)).toEqual(['hemoglobin-a1c', 'c-reactive-protein']);
      expect(slugs(combined)).toEqual([...slugs(initial), ...slugs(redraw)]);
      expect(combined.missingResults).toBeNull();
      expect(combined.metadata.patient).toBe('Test Testpatient');
    });
  });

  it('has numbers, ranges and comments among the results', async () => {
    await withSandbox({}, async (sandbox) => {
      const { transactionId } = playToTheEnd(sandbox, 'happy-path');

      const { results } = await clientOf(sandbox).orderTransaction.getTransactionResult({
        transactionId,
      });

      expect(results).toEqual(
        expect.arrayContaining([
          expect.objectContaining({
            slug: 'ldl-cholesterol',
            type: 'numeric',
            result: '131',
            value: 131,
            referenceRange: '0-99',
            isAboveMaxRange: true,
            interpretation: 'abnormal',
          }),
          expect.objectContaining({ type: 'range', result: '<0.3', value: -1 }),
          expect.objectContaining({ type: 'comment', result: 'Fasting specimen, no hemolysis' }),
        ]),
      );
    });
  });

  it('lists what the redraw did not yield as missing', async () => {
    await withSandbox({}, async (sandbox) => {
      const { transactionId } = playToTheEnd(sandbox, 'redraw-still-missing');

      const combined = await clientOf(sandbox).orderTransaction.getTransactionResult({
        transactionId,
      });

      expect(combined.missingResults).toMatchObject([
        { slug: 'c-reactive-protein', inferredFailureType: 'quantity_not_sufficient_failure' },
      ]);
    });
  });

  it("returns the company's own id of a patient", async () => {
    await withSandbox({}, async (sandbox) => {
      const { orderIds } = sandbox.playJourney('redraw', { shuffle: true, clientUserId: 'ada' });
      const { labTests, user } = clientOf(sandbox);

      const { userId } = await labTests.getOrder({ orderId: orderIds[0] ?? '' });

      expect(await user.get({ userId })).toMatchObject({ userId, clientUserId: 'ada' });
    });
  });

  it('replaces a corrected result', async () => {
    await withSandbox({}, async (sandbox) => {
      const { transactionId } = playToTheEnd(sandbox, 'corrected');

      const { results } = await clientOf(sandbox).orderTransaction.getTransactionResult({
        transactionId,
      });

      expect(results).toEqual(
        expect.arrayContaining([expect.objectContaining({ slug: 'glucose', result: '130' })]),
      );
    });
  });

  it.each(JOURNEY_NAMES)('answers the SDK about %s', async (name) => {
    await withSandbox({}, async (sandbox) => {
      const { transactionId, orderIds } = playToTheEnd(sandbox, name);
      const { labTests } = clientOf(sandbox);

      const { orders } = await labTests.getOrders({ orderTransactionId: transactionId });

      expect(new Set(orders.map(({ id }) => id))).toEqual(new Set(orderIds));
    });
  });
});
