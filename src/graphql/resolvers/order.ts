import { toInstant } from '../../junction/instant.js';
import { enumReader } from '../../junction/words.js';
import { sitesArgument, withinMilesArgument } from '../arguments.js';
import { CollectionMethod, OrderOrigin, type OrderResolvers } from '../generated/schema-types.js';
import { orderDocuments } from './order-documents.js';
import { orderedFields } from './ordered.js';
import { currentOf } from './lab-appointment.js';
import { resultInterpretation } from './lab-results.js';
import { orderPhase, orderStatus } from './order-status.js';

const readOrigin = enumReader(OrderOrigin);
const readCollectionMethod = enumReader(CollectionMethod);

export const Order: OrderResolvers = {
  ...orderedFields,
  ...orderDocuments,
  origin: ({ origin }) => (origin === null ? null : readOrigin(origin)),
  status: ({ status }) => orderStatus(status),
  rawStatus: ({ status }) => status,
  phase: ({ status }) => orderPhase(status),
  parent: ({ parentId }, _args, { loaders }) =>
    parentId === null ? null : loaders.orders.load(parentId),
  appointment: async ({ id }, _args, { loaders }) =>
    currentOf(await loaders.appointmentsOfOrder.load(id)),
  appointments: ({ id }, _args, { loaders }) => loaders.appointmentsOfOrder.load(id),
  isCritical: async ({ id, isCritical }, _args, { loaders }) => {
    await loaders.recordedCriticality.load(id);
    return isCritical;
  },
  criticalAt: async ({ id, criticalAt }, _args, { loaders }) => {
    await loaders.recordedCriticality.load(id);
    return criticalAt === null ? null : toInstant(criticalAt);
  },
  events: (order, _args, { loaders }) => loaders.eventsOfOrder(order),
  results: (order, _args, { loaders }) => loaders.resultsOfOrder(order),
  collectionSites: async (order, { withinMiles, first }, { loaders }) => {
    const [radius, count] = [withinMilesArgument(withinMiles), sitesArgument(first)];
    const sites = await loaders.sitesOfOrder(order, radius);
    return sites?.slice(0, count) ?? null;
  },
  collectionMethod: ({ collectionMethod }) =>
    collectionMethod === null ? null : readCollectionMethod(collectionMethod),
  interpretation: ({ interpretation }) => resultInterpretation(interpretation),
};
