import { earlier, toInstant } from '../../junction/instant.js';
import { enumReader } from '../../junction/words.js';
import { compareKeys } from '../../orders/ordering.js';
import type {
  OrderEventRow,
  OrderRow,
  TransactionMembers,
  TransactionRow,
} from '../../store/read/index.js';
import { companyUser, type CompanyUser } from '../company-user.js';
import type { RequestContext } from '../context.js';
import {
  OrderTransactionStatus,
  type OrderTransactionResolvers,
} from '../generated/schema-types.js';
import type { Loaders } from '../loaders.js';
import { hasResults } from './order-documents.js';
import { loadRedrawOutcome } from './redraw-outcome.js';

const readStatus = enumReader(OrderTransactionStatus);

export const OrderTransaction: OrderTransactionResolvers = {
  status: ({ status }) => readStatus(status),
  orders: (transaction, { orderBy }, context) =>
    fromMembers(transaction, context, ({ orders }) =>
      orderBy === 'CREATED_DESC' ? orders.toReversed() : orders,
    ),
  initialOrder: (transaction, _args, context) =>
    fromMembers(transaction, context, ({ orders }) => firstOrder(orders, 'initial')),
  redrawOrder: (transaction, _args, context) =>
    fromMembers(transaction, context, ({ orders }) => firstOrder(orders, 'redraw')),
  combinedResults: (transaction, _args, { loaders }) => loaders.resultsOfTransaction(transaction),
  resultsPdf: async (transaction, _args, { loaders }) => {
    const { orders, areComplete } = await loaders.membersOf(transaction);
    if (!areComplete) return null;
    const withResults = await Promise.all(orders.map((order) => hasResults(order, loaders)));
    return withResults.includes(true)
      ? loaders.documentLink('TRANSACTION_RESULTS', transaction.id)
      : null;
  },
  redrawOutcome: async (transaction, _args, { loaders }) => {
    const { orders, areComplete } = await loaders.membersOf(transaction);
    return areComplete ? loadRedrawOutcome(loaders, transaction, orders) : null;
  },
  timeline: async (transaction, _args, { loaders }) => {
    const { orders } = await loaders.membersOf(transaction);
    const events = await Promise.all(orders.map(loaders.eventsOfOrder));
    return events.flat().sort((a, b) => compareKeys(timelineKey(a), timelineKey(b)));
  },
  patientAction: (transaction, _args, context) =>
    fromMembers(transaction, context, ({ areComplete }) => {
      if (!areComplete) return 'UNKNOWN';
      return transaction.patientAction ?? context.loaders.patientActions.load(transaction.id);
    }),
  isCritical: async (transaction, _args, { loaders }) =>
    (await readCriticality(transaction, loaders)).some(({ isCritical }) => isCritical),
  criticalAt: async (transaction, _args, { loaders }) => {
    const orders = await readCriticality(transaction, loaders);
    const times = orders.map(({ criticalAt }) =>
      criticalAt === null ? null : toInstant(criticalAt),
    );
    return times.reduce(earlier, null);
  },
  user: (transaction, _args, context) => fromMembers(transaction, context, onlyUser),
};

/** Computes a field from the orders; synchronously where they were read together with the transaction. */
function fromMembers<Value>(
  transaction: TransactionRow,
  { loaders }: RequestContext,
  compute: (members: TransactionMembers) => Value | Promise<Value>,
): Value | Promise<Value> {
  const members = loaders.membersOf(transaction);
  return members instanceof Promise ? members.then(compute) : compute(members);
}

async function readCriticality(
  transaction: TransactionRow,
  loaders: Loaders,
): Promise<readonly OrderRow[]> {
  const { orders } = await loaders.membersOf(transaction);
  await loaders.recordedCriticality.load(transaction.id);
  return orders;
}

function firstOrder(orders: readonly OrderRow[], origin: string): OrderRow | null {
  return orders.find((order) => order.origin === origin) ?? null;
}

function onlyUser({ orders }: TransactionMembers): CompanyUser | null {
  const [userId, ...others] = new Set(orders.flatMap((order) => order.userId ?? []));
  return others.length === 0 ? companyUser(userId) : null;
}

function timelineKey({ createdAt, orderId, eventId }: OrderEventRow): (string | number)[] {
  return [toInstant(createdAt), orderId, eventId];
}
