import { parseUuid } from '../../junction/uuid.js';
import type { OrderRow, TransactionRow } from '../../orders/read-model.js';
import type { CompanyUser } from '../company-user.js';
import type { RequestContext } from '../context.js';
import { graphError } from '../errors.js';
import {
  asItIs,
  loaded,
  loadingResolver,
  ReadingList,
  type LoadingResolver,
  type Show,
} from '../loaded.js';
import type { Loader } from '../loader.js';
import type { Loaders } from '../loaders.js';

/** What another subgraph knows of a record: its type and its key. */
type Representation = Readonly<Record<string, unknown>>;
export type Entity = TransactionRow | OrderRow | CompanyUser;

/** How the entities of one type are found. Null for one that is not known here. */
export interface ReferenceResolver<Found> {
  (reference: Representation, context: RequestContext): Found;
  readonly prepare: (loaders: Loaders, reference: Representation, list: ReadingList) => Show<Found>;
}

export function referenceResolver<Found>(
  prepare: ReferenceResolver<Found>['prepare'],
): ReferenceResolver<Found> {
  return Object.assign(
    (reference: Representation, { loaders }: RequestContext) =>
      prepare(loaders, reference, new ReadingList())(),
    { prepare },
  );
}

/** Finds rows by their `id`. Null as well when that is malformed: the others shall load. */
export function loadedReference<Row extends object>(
  loaderOf: (loaders: Loaders) => Loader<Row | null>,
): ReferenceResolver<Row | null | Promise<Row | null>> {
  const find = (loaders: Loaders, { id: given }: Representation) => {
    const id = parseUuid(given);
    return id === null ? null : { from: loaderOf(loaders), id };
  };
  const { prepare } = loaded(find, asItIs<Row | null>);
  return referenceResolver((loaders, reference, list) =>
    prepare(loaders, reference, undefined, list),
  );
}

interface EntitiesArguments {
  readonly representations: readonly Representation[];
}

export type FoundEntity = Entity | null | Promise<Entity | null>;

/**
 * The field `_entities`. It stands in for that of `@apollo/subgraph`, which makes promises for every reference, though
 * its row be there.
 *
 * @param references by the names of their types
 */
export function entitiesField(
  references: ReadonlyMap<unknown, ReferenceResolver<FoundEntity>>,
): LoadingResolver<unknown, EntitiesArguments, FoundEntity[]> {
  return loadingResolver((loaders, _root, { representations }, list) => {
    const entities = representations.map((reference) => {
      const found = references.get(reference.__typename);
      if (found) return found.prepare(loaders, reference, list);
      throw graphError('BAD_USER_INPUT', 'A representation is of no entity of this graph.');
    });
    return () => entities.map((show) => show());
  });
}

/** Rows carry no name of their type. */
export function typeOfEntity(entity: Entity, companyType: string): string {
  if ('whollyVisible' in entity) return 'OrderTransaction';
  return 'transactionId' in entity ? 'Order' : companyType;
}
