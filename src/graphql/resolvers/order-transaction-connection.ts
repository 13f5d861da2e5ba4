import { encodeCursor } from '../cursor.js';
import type {
  OrderTransactionConnectionResolvers,
  OrderTransactionEdgeResolvers,
  PageInfoResolvers,
} from '../generated/schema-types.js';

export const OrderTransactionConnection: OrderTransactionConnectionResolvers = {
  nodes: ({ edges }) => edges.map(({ node }) => node),
};

export const OrderTransactionEdge: OrderTransactionEdgeResolvers = {
  cursor: ({ node }) => encodeCursor(node),
};

export const PageInfo: PageInfoResolvers = {
  startCursor: ({ first }) => first && encodeCursor(first),
  endCursor: ({ last }) => last && encodeCursor(last),
};
