import { TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { ColumnSet } from '../store/read/index.js';

/** The fields that the summary columns provide, by type. Fields of other types need no further column. */
const SUMMARY_FIELDS: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'OrderTransaction',
    new Set([
      ...['__typename', 'id', 'status', 'createdAt'],
      ...['orders', 'initialOrder', 'redrawOrder', 'timeline', 'user'],
    ]),
  ],
  [
    'Order',
    new Set([
      ...['__typename', 'id', 'origin', 'status', 'phase', 'createdAt'],
      ...['transaction', 'events'],
      ...['markers', 'sampleType', 'rawSampleType', 'isFastingRequired', 'isPriority', 'hasAbn'],
      ...['commonTurnaroundDays', 'worstCaseTurnaroundDays', 'worstCaseResultBy', 'activateBy'],
      ...['kitShipment'],
    ]),
  ],
]);

/** Chooses the columns that the fields of a valid document need. */
export function createColumnSetChooser(
  schema: GraphQLSchema,
): (document: DocumentNode) => ColumnSet {
  const chosen = new WeakMap<DocumentNode, ColumnSet>();
  return (document) => {
    const columns = chosen.get(document) ?? chooseColumnSet(schema, document);
    chosen.set(document, columns);
    return columns;
  };
}

function chooseColumnSet(schema: GraphQLSchema, document: DocumentNode): ColumnSet {
  const typeInfo = new TypeInfo(schema);
  let columns: ColumnSet = 'SUMMARY';
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field: ({ name }) => {
        const fields = SUMMARY_FIELDS.get(typeInfo.getParentType()?.name ?? '');
        if (fields && !fields.has(name.value)) columns = 'FULL';
      },
    }),
  );
  return columns;
}
