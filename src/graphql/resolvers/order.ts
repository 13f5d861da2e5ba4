import { enumValue } from '../../junction/words.js';
import { resultInterpretation } from '../../results/words.js';
import { CollectionMethod, OrderOrigin, type OrderResolvers } from '../generated/schema-types.js';
import { orderPhase, orderStatus } from './order-status.js';

const ORIGINS = Object.values(OrderOrigin);
const COLLECTION_METHODS = Object.values(CollectionMethod);

export const Order: OrderResolvers = {
  origin: ({ origin }) => (origin === null ? null : enumValue(ORIGINS, origin)),
  status: ({ status }) => orderStatus(status),
  rawStatus: ({ status }) => status,
  phase: ({ status }) => orderPhase(status),
  parent: ({ parentId }, _args, { loaders }) =>
    parentId === null ? null : loaders.orders.load(parentId),
  events: (order, _args, { loaders }) => loaders.eventsOfOrder(order),
  results: (order, _args, { loaders }) => loaders.resultsOfOrder(order),
  collectionMethod: ({ collectionMethod }) =>
    collectionMethod === null ? null : enumValue(COLLECTION_METHODS, collectionMethod),
  interpretation: ({ interpretation }) => resultInterpretation(interpretation),
};
