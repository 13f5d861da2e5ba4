import type { CompanyEntity } from '../../config/config.js';
import { parseUuid } from '../../junction/uuid.js';
import type { OrderRow, TransactionRow } from '../../store/read/index.js';
import { companyUser, type CompanyUser } from '../company-user.js';
import type { RequestContext } from '../context.js';
import { graphError } from '../errors.js';

/** The reference of another subgraph to a record: its type and its key. */
type Representation = Readonly<Record<string, unknown>>;
export type Entity = TransactionRow | OrderRow | CompanyUser;

interface EntitiesArguments {
  readonly representations: readonly Representation[];
}

/**
 * The resolver of `_entities`: one read for each type, and one promise for the whole list. An entity is null when its
 * id is unknown or malformed, so that the others load.
 */
export function entitiesResolver({ type: userType, key: userKey }: CompanyEntity) {
  const types: readonly unknown[] = ['OrderTransaction', 'Order', userType];
  return async (
    _root: unknown,
    { representations }: EntitiesArguments,
    { reads }: RequestContext,
  ): Promise<(Entity | null)[]> => {
    const unknown = representations.findIndex(({ __typename }) => !types.includes(__typename));
    if (unknown >= 0) {
      throw graphError(
        'BAD_USER_INPUT',
        `\`representations[${unknown}].__typename\` must be the name of an entity of this graph.`,
      );
    }
    const [transactions, orders] = await Promise.all([
      readEntities(representations, 'OrderTransaction', reads.transactions),
      readEntities(representations, 'Order', reads.orders),
    ]);
    return representations.map((representation) => {
      switch (representation.__typename) {
        case 'OrderTransaction':
          return entityOf(representation, transactions);
        case 'Order':
          return entityOf(representation, orders);
        default:
          return companyUser(representation[userKey]);
      }
    });
  };
}

async function readEntities<Row>(
  representations: readonly Representation[],
  type: string,
  read: (ids: readonly string[]) => Promise<readonly Row[]>,
): Promise<ReadonlyMap<string, Row>> {
  const ids = new Set<string>();
  for (const { __typename, id } of representations) {
    const uuid = __typename === type ? parseUuid(id) : null;
    if (uuid !== null) ids.add(uuid);
  }
  if (ids.size === 0) return new Map();
  const found = (await read([...ids])).values();
  return new Map(Array.from(ids, (id) => [id, found.next().value as Row]));
}

function entityOf<Row>({ id }: Representation, entities: ReadonlyMap<string, Row>): Row | null {
  const uuid = parseUuid(id);
  return uuid === null ? null : (entities.get(uuid) ?? null);
}

/** Rows do not contain the name of their type. */
export function typeOfEntity(entity: Entity, userType: string): string {
  if ('members' in entity) return 'OrderTransaction';
  return 'transactionId' in entity ? 'Order' : userType;
}
