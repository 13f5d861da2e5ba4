import { parseUuid } from '../../junction/uuid.js';
import type { OrderRow, TransactionRow } from '../../orders/read-model.js';
import type { CompanyUser } from '../company-user.js';
import type { RequestContext } from '../context.js';
import { graphError } from '../errors.js';
import { asItIs, loaded, type LoadingResolver, type Read } from '../loaded.js';
import type { Loader } from '../loader.js';
import type { Loaders } from '../loaders.js';

/** What another subgraph knows of a record: its type and its key. */
type Representation = Readonly<Record<string, unknown>>;
export type Entity = TransactionRow | OrderRow | CompanyUser;

/** How the entities of one type are found. Null for one that is not known here. */
export interface ReferenceResolver<Found> {
  (reference: Representation, context: RequestContext): Found | Promise<Found>;
  readonly reads?: (loaders: Loaders, reference: Representation) => readonly Read[];
}

/** Finds rows by their `id`. Null as well when that is malformed: the others shall load. */
export function loadedReference<Row extends object>(
  loaderOf: (loaders: Loaders) => Loader<Row | null>,
): ReferenceResolver<Row | null> {
  const find = (loaders: Loaders, { id: given }: Representation) => {
    const id = parseUuid(given);
    return id === null ? null : { from: loaderOf(loaders), id };
  };
  const resolve = loaded(find, asItIs<Row | null>);
  return Object.assign(
    (reference: Representation, context: RequestContext) => resolve(reference, undefined, context),
    {
      reads: (loaders: Loaders, reference: Representation) =>
        resolve.reads(loaders, reference, undefined),
    },
  );
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
  references: ReadonlyMap<unknown, ReferenceResolver<Entity | null>>,
): LoadingResolver<unknown, EntitiesArguments, (Entity | null | Promise<Entity | null>)[]> {
  const referenceOf = ({ __typename }: Representation) => {
    const found = references.get(__typename);
    if (!found)
      throw graphError('BAD_USER_INPUT', 'A representation is of no entity of this graph.');
    return found;
  };
  return Object.assign(
    (_root: unknown, { representations }: EntitiesArguments, context: RequestContext) =>
      representations.map((it) => referenceOf(it)(it, context)),
    {
      reads: (loaders: Loaders, _root: unknown, { representations }: EntitiesArguments) =>
        representations.flatMap((it) => referenceOf(it).reads?.(loaders, it) ?? []),
    },
  );
}

/** Rows carry no name of their type. */
export function typeOfEntity(entity: Entity, companyType: string): string {
  if ('whollyVisible' in entity) return 'OrderTransaction';
  return 'transactionId' in entity ? 'Order' : companyType;
}
