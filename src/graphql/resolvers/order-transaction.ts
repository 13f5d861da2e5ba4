import { comesWithResults } from '../../junction/statuses.js';
import { enumValue } from '../../junction/words.js';
import { compareKeys } from '../../orders/ordering.js';
import type { OrderEventRow, OrderRow, TransactionRow } from '../../store/read/read-model.js';
import { orderByArgument } from '../arguments.js';
import { companyUser, type CompanyUser } from '../company-user.js';
import {
  OrderTransactionStatus,
  type OrderTransactionOrdersArgs,
  type OrderTransactionResolvers,
} from '../generated/schema-types.js';
import { loaded, type Read } from '../loaded.js';
import type { Loaders } from '../loaders.js';
import { loadedReference } from './entities.js';
import { loadRedrawOutcome } from './redraw-outcome.js';

const STATUSES = Object.values(OrderTransactionStatus);

export const transactionReference = loadedReference(({ transactions }) => transactions);

export const OrderTransaction = {
  status: ({ status }) => enumValue(STATUSES, status),
  orders: loaded(ordersOf, (oldestFirst, { orderBy }: OrderTransactionOrdersArgs) =>
    orderByArgument(orderBy) === 'CREATED_ASC' ? oldestFirst : oldestFirst.toReversed(),
  ),
  initialOrder: loaded(ordersOf, (orders) => firstOrder(orders, 'initial')),
  redrawOrder: loaded(ordersOf, (orders) => firstOrder(orders, 'redraw')),
  combinedResults: ({ id }, _args, { loaders }) => loaders.resultsOfTransaction(id),
  resultsPdf: async ({ id, whollyVisible }, _args, { loaders, viewer, pdfLinks }) => {
    if (!whollyVisible) return null;
    const orders = await loaders.ordersOfTransaction.load(id);
    const hasResults = orders.some(({ status }) => status !== null && comesWithResults(status));
    if (!hasResults) return null;
    const { name, userId } = viewer;
    return pdfLinks.make({ transactionId: id, viewer: name, userId }, Date.now());
  },
  redrawOutcome: ({ id, whollyVisible }, _args, { loaders }) =>
    whollyVisible ? loadRedrawOutcome(loaders, id) : null,
  timeline: ({ id }, _args, { loaders }) => timeline(loaders, id),
  user: loaded(ordersOf, onlyUser),
} satisfies OrderTransactionResolvers;

function ordersOf({ ordersOfTransaction }: Loaders, { id }: TransactionRow): Read<OrderRow[]> {
  return { from: ordersOfTransaction, id };
}

function firstOrder(orders: readonly OrderRow[], origin: string): OrderRow | null {
  return orders.find((order) => order.origin === origin) ?? null;
}

function onlyUser(orders: readonly OrderRow[]): CompanyUser | null {
  const [userId, ...others] = new Set(orders.flatMap((order) => order.userId ?? []));
  return others.length === 0 ? companyUser(userId) : null;
}

async function timeline(loaders: Loaders, transactionId: string): Promise<OrderEventRow[]> {
  const orders = await loaders.ordersOfTransaction.load(transactionId);
  const events = await Promise.all(orders.map(async ({ id }) => loaders.eventsOfOrder.load(id)));
  return events.flat().sort((a, b) => compareKeys(timelineKey(a), timelineKey(b)));
}

function timelineKey({ createdAt, orderId, eventId }: OrderEventRow): (string | number)[] {
  return [createdAt, orderId, eventId];
}
