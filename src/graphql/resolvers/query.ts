import type { QueryResolvers } from '../generated/schema-types.js';
import { idArgument } from './ids.js';

export const Query: QueryResolvers = {
  orderTransaction: (_root, { id }, { loaders }) => loaders.transactions.load(idArgument(id)),
  order: (_root, { id }, { loaders }) => loaders.orders.load(idArgument(id)),
};
