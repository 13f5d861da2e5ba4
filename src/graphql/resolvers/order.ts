import { enumValue } from '../../junction/words.js';
import { resultInterpretation } from '../../results/words.js';
import { attributed } from '../attributed-results.js';
import { CollectionMethod, OrderOrigin, type OrderResolvers } from '../generated/schema-types.js';
import { loadReference } from './ids.js';
import { orderPhase, orderStatus } from './order-status.js';

const ORIGINS = Object.values(OrderOrigin);
const COLLECTION_METHODS = Object.values(CollectionMethod);

export const Order: OrderResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.orders, reference),
  origin: ({ origin }) => (origin === null ? null : enumValue(ORIGINS, origin)),
  status: ({ status }) => orderStatus(status),
  rawStatus: ({ status }) => status,
  phase: ({ status }) => orderPhase(status),
  transaction: ({ transactionId }, _args, { loaders }) =>
    transactionId === null ? null : loaders.transactions.load(transactionId),
  parent: ({ parentId }, _args, { loaders }) =>
    parentId === null ? null : loaders.orders.load(parentId),
  events: ({ id }, _args, { loaders }) => loaders.eventsOfOrder.load(id),
  results: async (order, _args, { loaders }) =>
    attributed(await loaders.orderResults.load(order.id), () => Promise.resolve([order])),
  collectionMethod: ({ collectionMethod }) =>
    collectionMethod === null ? null : enumValue(COLLECTION_METHODS, collectionMethod),
  interpretation: ({ interpretation }) => resultInterpretation(interpretation),
};
