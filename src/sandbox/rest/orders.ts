import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { JsonFolder } from '../json-folder.js';
import type { Order, Transaction } from '../lab/transaction.js';
import { orderBody } from '../wire/order.js';
import { orderResults } from '../wire/results.js';
import { read, uuid } from './input.js';
import { isAskedFor, OrderQuery } from './order-filter.js';
import { noResults, Refusal } from './refusal.js';

const Path = z.object({ order_id: uuid });

interface Placement {
  readonly transaction: Transaction;
  readonly order: Order;
}

/** `GET /v3/orders`, `GET /v3/order/{id}` and its results. */
export function addOrderRoutes(
  server: FastifyInstance,
  transactions: JsonFolder<Transaction>,
): void {
  const placements = (): Placement[] =>
    transactions
      .values()
      .flatMap((transaction) => transaction.orders.map((order) => ({ transaction, order })));

  // Junction words the refusal of an unknown order differently from endpoint to endpoint.
  const requested = (params: unknown, unknown: string): Placement => {
    const { order_id: id } = read(Path, 'path', params);
    const placement = placements().find(({ order }) => order.id === id);
    if (!placement) throw new Refusal(404, unknown);
    return placement;
  };

  server.get('/v3/order/:order_id', ({ params }) => {
    const { transaction, order } = requested(params, "This order doesn't exist");
    return orderBody(transaction, order);
  });

  server.get('/v3/order/:order_id/result', ({ params }) => {
    const { transaction, order } = requested(params, 'Order not found');
    const results = orderResults(transaction, order);
    if (!results) throw noResults(order.id);
    return results;
  });

  server.get('/v3/orders', ({ query }) => {
    const asked = read(OrderQuery, 'query', query);
    const { page, size } = asked;
    const sign = asked.order_direction === 'asc' ? 1 : -1;
    const found = placements()
      .filter(({ transaction, order }) => isAskedFor(asked, transaction, order))
      .sort((a, b) => sign * byCreation(a.order, b.order));
    return {
      orders: found
        .slice((page - 1) * size, page * size)
        .map(({ transaction, order }) => orderBody(transaction, order)),
      total: found.length,
      page,
      size,
    };
  });
}

function byCreation(a: Order, b: Order): number {
  const [first, second] = [a.events[0].createdAt, b.events[0].createdAt];
  return first === second ? 0 : first < second ? -1 : 1;
}
