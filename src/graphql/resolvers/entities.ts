import { parseUuid } from '../../junction/uuid.js';
import type { OrderRow, TransactionRow } from '../../store/read/read-model.js';
import type { CompanyUser } from '../company-user.js';
import { graphError } from '../errors.js';
import {
  asItIs,
  loaded,
  loadingResolver,
  type LoadingResolver,
  type ReadingList,
  type Show,
} from '../loaded.js';
import type { Loader } from '../loader.js';
import type { Loaders } from '../loaders.js';

/** What another subgraph knows of a record: its type and its key. */
type Representation = Readonly<Record<string, unknown>>;
export type Entity = TransactionRow | OrderRow | CompanyUser;
type FoundEntity = Entity | null | Promise<Entity | null>;

/**
 * Prepares what another subgraph refers to, of one type: null for one that is not known here. It stands in for
 * `__resolveReference`, which finds each reference by itself.
 */
export type PrepareReference = (
  loaders: Loaders,
  reference: Representation,
  list: ReadingList,
) => Show<FoundEntity>;

/** Finds rows by their `id`. Null as well when that is malformed: the others shall load. */
export function loadedReference<Row extends OrderRow | TransactionRow>(
  loaderOf: (loaders: Loaders) => Loader<Row | null>,
): PrepareReference {
  const find = (loaders: Loaders, { id: given }: Representation) => {
    const id = parseUuid(given);
    return id === null ? null : { from: loaderOf(loaders), id };
  };
  const { prepare } = loaded(find, asItIs<Row | null>);
  return (loaders, reference, list) => prepare(loaders, reference, undefined, list);
}

interface EntitiesArguments {
  readonly representations: readonly Representation[];
}

/**
 * The field `_entities`. It stands in for that of `@apollo/subgraph`, which makes promises for every reference, though
 * its row be there.
 *
 * @param references by the names of their types
 */
export function entitiesField(
  references: ReadonlyMap<unknown, PrepareReference>,
): LoadingResolver<unknown, EntitiesArguments, FoundEntity[]> {
  return loadingResolver((loaders, _root, { representations }, list) => {
    const entities = representations.map((reference, index) => {
      const prepare = references.get(reference.__typename);
      if (prepare) return prepare(loaders, reference, list);
      throw graphError(
        'BAD_USER_INPUT',
        `\`representations[${index}].__typename\` must be the name of an entity of this graph.`,
      );
    });
    return () => entities.map((show) => show());
  });
}

/** Rows carry no name of their type. */
export function typeOfEntity(entity: Entity, companyType: string): string {
  if ('whollyVisible' in entity) return 'OrderTransaction';
  return 'transactionId' in entity ? 'Order' : companyType;
}
