import type { OrderEventResolvers } from '../generated/schema-types.js';
import { orderStatus } from './order-status.js';

export const OrderEvent: OrderEventResolvers = {
  id: (event) => `${event.orderId}:${event.eventId}`,
  order: async (event, _args, { loaders }) => {
    const order = await loaders.orders.load(event.orderId);
    if (order === null) throw new Error(`An event of order ${event.orderId} outlived the order`);
    return order;
  },
  status: (event) => orderStatus(event.status),
  rawStatus: (event) => event.status,
};
