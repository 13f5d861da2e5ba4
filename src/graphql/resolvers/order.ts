import { enumValue } from '../../junction/words.js';
import { resultInterpretation } from '../../results/words.js';
import { CollectionMethod, OrderOrigin, type OrderResolvers } from '../generated/schema-types.js';
import { asItIs, loaded } from '../loaded.js';
import { loadedReference } from './entities.js';
import { orderPhase, orderStatus } from './order-status.js';

const ORIGINS = Object.values(OrderOrigin);
const COLLECTION_METHODS = Object.values(CollectionMethod);

export const orderReference = loadedReference(({ orders }) => orders);

export const Order = {
  origin: ({ origin }) => (origin === null ? null : enumValue(ORIGINS, origin)),
  status: ({ status }) => orderStatus(status),
  rawStatus: ({ status }) => status,
  phase: ({ status }) => orderPhase(status),
  transaction: loaded(
    ({ transactions }, { transactionId: id }) => (id === null ? null : { from: transactions, id }),
    asItIs,
  ),
  parent: loaded(
    ({ orders }, { parentId: id }) => (id === null ? null : { from: orders, id }),
    asItIs,
  ),
  events: loaded(({ eventsOfOrder }, { id }) => ({ from: eventsOfOrder, id }), asItIs),
  results: ({ id }, _args, { loaders }) => loaders.resultsOfOrder(id),
  collectionMethod: ({ collectionMethod }) =>
    collectionMethod === null ? null : enumValue(COLLECTION_METHODS, collectionMethod),
  interpretation: ({ interpretation }) => resultInterpretation(interpretation),
} satisfies OrderResolvers;
