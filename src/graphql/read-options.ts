import { OperationTypeNode, type GraphQLSchema } from 'graphql';
import { createColumnSetChooser } from './column-set.js';
import type { PreparedOperation } from './preparation/prepare-operation.js';
import type { ReadOptions } from './request-reads.js';

/** Chooses how an operation reads. */
export type ChooseReadOptions = (operation: PreparedOperation) => ReadOptions;

export function createReadOptionsChooser(schema: GraphQLSchema): ChooseReadOptions {
  const columnSetOf = createColumnSetChooser(schema);
  return ({ document, operation }) => ({
    columns: columnSetOf(document),
    fromPrimary: operation.operation === OperationTypeNode.MUTATION,
  });
}
