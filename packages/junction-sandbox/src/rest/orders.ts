import type { FastifyInstance } from 'fastify';
import { orderBody } from '../wire/order.js';
import { orderResults } from '../wire/results.js';
import { read } from './input.js';
import { inOrderOf, isAskedFor, OrderQuery } from './order-filter.js';
import { findOrder, type Orders } from './order-path.js';
import { noResults } from './rejection-error.js';

/** Serves `GET /v3/orders`, `GET /v3/order/{id}` and its results. */
export function addOrderRoutes(server: FastifyInstance, orders: Orders): void {
  server.get('/v3/order/:order_id', ({ params }) => {
    const { transaction, order } = findOrder(orders, params, "This order doesn't exist");
    return orderBody(transaction, order);
  });

  server.get('/v3/order/:order_id/result', ({ params }) => {
    const { transaction, order } = findOrder(orders, params, 'Order not found');
    const results = orderResults(transaction, order);
    if (!results) throw noResults(order.id);
    return results;
  });

  server.get('/v3/orders', ({ query }) => {
    const requested = read(OrderQuery, 'query', query);
    const { page, size } = requested;
    const found = orders
      .placements()
      .filter(({ transaction, order }) => isAskedFor(requested, transaction, order))
      .sort(inOrderOf(requested));
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
