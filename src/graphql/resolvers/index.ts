import type { CompanyEntity } from '../../config/config.js';
import type { Resolvers } from '../generated/schema-types.js';
import { entitiesResolver, typeOfEntity, type Entity } from './entities.js';
import { LabAppointment } from './lab-appointment.js';
import { BiomarkerResult, LabResults, MissingBiomarker } from './lab-results.js';
import { Mutation } from './mutation.js';
import { OrderEvent } from './order-event.js';
import { OrderedMarker } from './ordered.js';
import {
  OrderTransactionConnection,
  OrderTransactionEdge,
  PageInfo,
} from './order-transaction-connection.js';
import { OrderTransaction } from './order-transaction.js';
import { Order } from './order.js';
import { Query } from './query.js';
import { DateTime } from './scalars.js';
import { Subscription } from './subscription.js';
import { userResolvers } from './user.js';

/** Fields without a resolver here are read from the row by their own name. */
const resolvers: Resolvers = {
  Query,
  Mutation,
  Subscription,
  OrderTransaction,
  OrderTransactionConnection,
  OrderTransactionEdge,
  PageInfo,
  Order,
  OrderEvent,
  OrderedMarker,
  LabAppointment,
  LabResults,
  BiomarkerResult,
  MissingBiomarker,
  DateTime,
};

/** Returns the resolvers, with those of the company's entity under its own name. */
export function resolversFor(companyEntity: CompanyEntity) {
  const { type, key } = companyEntity;
  return {
    ...resolvers,
    [type]: userResolvers(key),
    Query: { ...Query, _entities: entitiesResolver(companyEntity) },
    _Entity: { __resolveType: (entity: Entity) => typeOfEntity(entity, type) },
  };
}
