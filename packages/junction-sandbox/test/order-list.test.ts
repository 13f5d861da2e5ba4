import { clientOf, playToTheEnd, withSandbox } from './support/start.js';

describe('the list of orders', () => {
  it('is returned in pages', async () => {
    await withSandbox({}, async (sandbox) => {
      playToTheEnd(sandbox, 'redraw', 1);
      playToTheEnd(sandbox, 'happy-path', 2);
      const { labTests } = clientOf(sandbox);
      const page = (number: number) =>
        labTests.getOrders({
          page: number,
          size: 2,
          orderKey: 'created_at',
          orderDirection: 'asc',
        });

      const [first, second, third] = await Promise.all([page(1), page(2), page(3)]);

      const orders = [...first.orders, ...second.orders];
      expect([first.orders.length, second.orders.length, third.orders.length]).toEqual([2, 1, 0]);
      expect(first).toMatchObject({ total: 3, page: 1, size: 2 });
      expect(new Set(orders.map(({ id }) => id)).size).toBe(3);
      const times = orders.map(({ createdAt }) => createdAt.getTime());
      expect(times).toEqual([...times].sort((a, b) => a - b));
    });
  });

  it('is narrowed by ids, by status and by the time of the last change', async () => {
    await withSandbox({}, async (sandbox) => {
      const { orderIds } = playToTheEnd(sandbox, 'redraw');
      const [initialId = '', redrawId = ''] = orderIds;
      const { labTests } = clientOf(sandbox);
      const idsOf = async (query: Parameters<typeof labTests.getOrders>[0]) =>
        (await labTests.getOrders(query)).orders.map(({ id }) => id);
      const { updatedAt } = await labTests.getOrder({ orderId: initialId });
      const between = new Date(updatedAt.getTime() + 1000);

      expect(await idsOf({ orderIds: [redrawId] })).toEqual([redrawId]);
      expect(await idsOf({ orderIds: [redrawId, initialId] })).toHaveLength(2);
      expect(await idsOf({ status: ['redraw_available'] })).toEqual([initialId]);
      expect(await idsOf({ updatedStartDate: between })).toEqual([redrawId]);
      expect(await idsOf({ updatedEndDate: between })).toEqual([initialId]);
    });
  });

  it('is narrowed by every other filter of Junction', async () => {
    await withSandbox({}, async (sandbox) => {
      const [walkIn = ''] = playToTheEnd(sandbox, 'happy-path').orderIds;
      const [kit = ''] = playToTheEnd(sandbox, 'test-kit').orderIds;
      const [cancelled = ''] = playToTheEnd(sandbox, 'initial-cancelled').orderIds;
      const all = [walkIn, kit, cancelled].sort();
      const { labTests } = clientOf(sandbox);
      const idsOf = async (query: Parameters<typeof labTests.getOrders>[0]) =>
        (await labTests.getOrders(query)).orders.map(({ id }) => id);
      const { createdAt } = await labTests.getOrder({ orderId: cancelled });

      expect(await idsOf({ orderType: ['testkit'] })).toEqual([kit]);
      expect(await idsOf({ searchInput: kit.slice(0, 13) })).toEqual([kit]);
      expect((await idsOf({ interpretation: 'abnormal' })).sort()).toEqual([walkIn, kit].sort());
      expect(await idsOf({ startDate: new Date(createdAt.getTime() - 1000) })).toContain(cancelled);
      expect(await idsOf({ endDate: new Date(createdAt.getTime() - 1000) })).not.toContain(
        cancelled,
      );
      expect((await idsOf({ patientName: 'test testpat' })).sort()).toEqual(all);
      expect(await idsOf({ patientName: 'Ada' })).toEqual([]);
      expect((await idsOf({ shippingRecipientName: 'patient' })).sort()).toEqual(all);
      expect((await idsOf({ orderActivationTypes: ['current'] })).sort()).toEqual(all);
      expect(await idsOf({ orderActivationTypes: ['scheduled'] })).toEqual([]);
      expect(await idsOf({ isCritical: true })).toEqual([]);
      expect((await idsOf({ orderKey: 'last_status', orderDirection: 'asc' }))[0]).toBe(cancelled);
    });
  });
});
