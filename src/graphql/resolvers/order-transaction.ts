import { comesWithResults } from '../../junction/statuses.js';
import { enumValue } from '../../junction/words.js';
import { compareKeys } from '../../orders/ordering.js';
import type { OrderEventRow, OrderRow } from '../../orders/read-model.js';
import { attributed } from '../attributed-results.js';
import { companyUser, type CompanyUser } from '../company-user.js';
import {
  OrderTransactionStatus,
  type OrderTransactionResolvers,
} from '../generated/schema-types.js';
import type { Loaders } from '../loaders.js';
import { loadReference } from './ids.js';
import { loadRedrawOutcome } from './redraw-outcome.js';

const STATUSES = Object.values(OrderTransactionStatus);

export const OrderTransaction: OrderTransactionResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.transactions, reference),
  status: ({ status }) => enumValue(STATUSES, status),
  orders: async ({ id }, { orderBy }, { loaders }) => {
    const oldestFirst = await loaders.ordersOfTransaction.load(id);
    return orderBy === 'CREATED_ASC' ? oldestFirst : oldestFirst.toReversed();
  },
  initialOrder: ({ id }, _args, { loaders }) => firstOrder(loaders, id, 'initial'),
  redrawOrder: ({ id }, _args, { loaders }) => firstOrder(loaders, id, 'redraw'),
  combinedResults: async ({ id }, _args, { loaders }) =>
    attributed(await loaders.transactionResults.load(id), () =>
      loaders.ordersOfTransaction.load(id),
    ),
  resultsPdf: async ({ id, whollyVisible }, _args, { loaders, viewer, pdfLinks }) => {
    if (!whollyVisible) return null;
    const orders = await loaders.ordersOfTransaction.load(id);
    const hasResults = orders.some(({ status }) => status !== null && comesWithResults(status));
    return hasResults
      ? pdfLinks.make({ transactionId: id, viewer: viewer.name }, Date.now())
      : null;
  },
  redrawOutcome: ({ id, whollyVisible }, _args, { loaders }) =>
    whollyVisible ? loadRedrawOutcome(loaders, id) : null,
  timeline: ({ id }, _args, { loaders }) => timeline(loaders, id),
  user: ({ id }, _args, { loaders }) => onlyUser(loaders, id),
};

async function firstOrder(
  loaders: Loaders,
  transactionId: string,
  origin: string,
): Promise<OrderRow | null> {
  const orders = await loaders.ordersOfTransaction.load(transactionId);
  return orders.find((order) => order.origin === origin) ?? null;
}

async function onlyUser(loaders: Loaders, transactionId: string): Promise<CompanyUser | null> {
  const orders = await loaders.ordersOfTransaction.load(transactionId);
  const [userId, ...others] = new Set(orders.flatMap((order) => order.userId ?? []));
  return others.length === 0 ? companyUser(userId) : null;
}

async function timeline(loaders: Loaders, transactionId: string): Promise<OrderEventRow[]> {
  const orders = await loaders.ordersOfTransaction.load(transactionId);
  const events = await Promise.all(orders.map(({ id }) => loaders.eventsOfOrder.load(id)));
  return events.flat().sort((a, b) => compareKeys(timelineKey(a), timelineKey(b)));
}

function timelineKey({ createdAt, orderId, eventId }: OrderEventRow): (string | number)[] {
  return [createdAt, orderId, eventId];
}
