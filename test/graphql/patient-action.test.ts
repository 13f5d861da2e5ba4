import { randomUUID } from 'node:crypto';
import { GATEWAY } from '../../src/access/viewer.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { orderMessage, type DescribedOrder } from '../support/order-facts.js';
import { useTestDatabase } from '../support/use-database.js';
import { useGraphServer } from './support/graph-server.js';

const { pool } = useTestDatabase();
const graph = useGraphServer(() => ({ mirror: createMirrorReads(pool) }));

const ORDERED = 'received.walk_in_test.ordered';
const REQUISITION = 'received.walk_in_test.requisition_created';
const REDRAW_AVAILABLE = 'collecting_sample.walk_in_test.redraw_available';
const COMPLETED = 'completed.walk_in_test.completed';

function newOrder(parts: Partial<DescribedOrder> = {}): DescribedOrder {
  return {
    id: randomUUID(),
    transactionId: randomUUID(),
    userId: 'patient-1',
    statuses: [ORDERED],
    ...parts,
  };
}

async function ingest(...orders: readonly DescribedOrder[]): Promise<void> {
  for (const order of orders) await new Ingester(pool).take(orderMessage(order));
}

interface Served {
  readonly patientAction: string;
  readonly changedAt: string;
}

async function read({ transactionId }: DescribedOrder): Promise<Served> {
  const answer = await graph.ask(
    'query($id: ID!) { orderTransaction(id: $id) { patientAction changedAt } }',
    { id: transactionId },
  );
  expect(answer.errors).toBeUndefined();
  return (answer.data as { orderTransaction: Served }).orderTransaction;
}

describe('OrderTransaction.patientAction', () => {
  it('follows an order and its redraw, and each of its changes moves changedAt', async () => {
    const initial = newOrder();
    const redraw = newOrder({
      transactionId: initial.transactionId,
      origin: 'redraw',
      createdAt: '2026-03-10T08:00:00Z',
    });
    const steps: [DescribedOrder, string][] = [
      [initial, 'WAIT'],
      [{ ...initial, statuses: [ORDERED, REQUISITION] }, 'VISIT_COLLECTION_SITE'],
      [{ ...initial, statuses: [ORDERED, REQUISITION, REDRAW_AVAILABLE] }, 'RETURN_FOR_REDRAW'],
      [redraw, 'RETURN_FOR_REDRAW'],
      [{ ...redraw, statuses: [ORDERED, REQUISITION, COMPLETED] }, 'VIEW_RESULTS'],
    ];
    let changedAt = '';
    for (const [order, action] of steps) {
      await ingest(order);
      const served = await read(order);
      expect(served.patientAction).toBe(action);
      expect(served.changedAt > changedAt).toBe(true);
      changedAt = served.changedAt;
    }
  });

  it('is computed from the same facts where an earlier release did not store it, by every entry', async () => {
    const initial = newOrder({ statuses: [ORDERED, REQUISITION], userId: 'patient-2' });
    const other = newOrder({ statuses: [ORDERED, COMPLETED], userId: 'patient-2' });
    await ingest(initial, other);
    await pool.query('UPDATE order_transaction SET patient_action = NULL');

    expect((await read(initial)).patientAction).toBe('VISIT_COLLECTION_SITE');
    const answer = await graph.ask(
      `query($id: ID!) {
        order(id: $id) { transaction { patientAction } }
        orderTransactions(userId: "patient-2") { nodes { id patientAction } }
      }`,
      { id: other.id },
    );
    expect(answer).toEqual({
      data: {
        order: { transaction: { patientAction: 'VIEW_RESULTS' } },
        orderTransactions: {
          nodes: expect.arrayContaining([
            { id: initial.transactionId, patientAction: 'VISIT_COLLECTION_SITE' },
            { id: other.transactionId, patientAction: 'VIEW_RESULTS' },
          ]) as unknown,
        },
      },
    });
  });

  it('is UNKNOWN for a viewer who may not read every order', async () => {
    const own = newOrder({ statuses: [ORDERED, COMPLETED], userId: 'patient-3' });
    const foreign = newOrder({ transactionId: own.transactionId, userId: 'patient-4' });
    await ingest(own, foreign);
    const viewer = { ...GATEWAY, seesAll: false, userId: 'patient-3' };

    const [row] = await createMirrorReads(pool).findTransactions(viewer, [own.transactionId]);
    expect(row?.members).toMatchObject({ areComplete: false, orders: [{ id: own.id }] });
    expect((await read(own)).patientAction).not.toBe('UNKNOWN');
  });
});
