import type { CompanyEntity } from '../../config.js';
import type { Resolvers } from '../generated/schema-types.js';
import { entitiesField, typeOfEntity, type Entity, type PrepareReference } from './entities.js';
import { BiomarkerResult, LabResults, MissingBiomarker } from './lab-results.js';
import { Mutation } from './mutation.js';
import { OrderEvent } from './order-event.js';
import {
  OrderTransactionConnection,
  OrderTransactionEdge,
  PageInfo,
} from './order-transaction-connection.js';
import { OrderTransaction, transactionReference } from './order-transaction.js';
import { Order, orderReference } from './order.js';
import { Query } from './query.js';
import { DateTime } from './scalars.js';
import { Subscription } from './subscription.js';
import { userReference, userResolvers } from './user.js';

/** Fields that are missing here are read from the row, under their own name. */
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
  LabResults,
  BiomarkerResult,
  MissingBiomarker,
  DateTime,
};

/** The resolvers, those of the company's entity under its own name. */
export function resolversFor({ type, key }: CompanyEntity) {
  const User = userResolvers(key);
  const references = new Map<string, PrepareReference>([
    ['OrderTransaction', transactionReference],
    ['Order', orderReference],
    [type, userReference(key)],
  ]);
  return {
    ...resolvers,
    [type]: User,
    Query: { ...Query, _entities: entitiesField(references) },
    _Entity: { __resolveType: (entity: Entity) => typeOfEntity(entity, type) },
  };
}
