/** The four queries of the read benchmark, as a gateway or a client sends them. */
export const QUERIES = {
  Q1: `query Q1($representations: [_Any!]!) {
    _entities(representations: $representations) {
      ... on OrderTransaction { status orders { id origin status } }
    }
  }`,
  Q2: `query Q2($representations: [_Any!]!) {
    _entities(representations: $representations) {
      ... on OrderTransaction { status orders { id origin status } }
    }
  }`,
  Q3: `query Q3($userId: ID!) {
    orderTransactions(userId: $userId, first: 20) {
      edges { node { id status orders { id origin status transaction { id } } } }
    }
  }`,
  Q4: `query Q4($representations: [_Any!]!) {
    _entities(representations: $representations) {
      ... on Order { origin status transaction { id status } }
    }
  }`,
} as const;

export type QueryName = keyof typeof QUERIES;
export const QUERY_NAMES = Object.keys(QUERIES) as QueryName[];

export const DESCRIPTIONS: Record<QueryName, string> = {
  Q1: 'one transaction with its orders',
  Q2: '100 transactions with their orders',
  Q3: 'the 20 newest of a user, with orders and back-reference',
  Q4: '100 orders with their transaction',
};

/** The ids in the queries. */
export interface Subjects {
  readonly transactionIds: readonly string[];
  readonly orderIds: readonly string[];
  readonly userIds: readonly string[];
}

/**
 * `DIRECTIVE`: with a directive, so graphql-js executes the operation. `FAILING`: with one entity whose id is
 * invalid.
 */
export type Variant = 'PLAIN' | 'DIRECTIVE' | 'FAILING';

/** Creates the given number of request bodies, each for different records. */
export function bodiesOf(
  name: QueryName,
  subjects: Subjects,
  count: number,
  variant: Variant = 'PLAIN',
): string[] {
  const query =
    variant === 'DIRECTIVE'
      ? QUERIES[name].replace(' status', ' status @include(if: true)')
      : QUERIES[name];
  return Array.from({ length: count }, () =>
    JSON.stringify({
      operationName: name,
      query,
      variables: variablesOf(name, subjects, variant === 'FAILING' ? 1 : 0),
    }),
  );
}

function variablesOf(
  name: QueryName,
  { transactionIds, orderIds, userIds }: Subjects,
  failing: number,
): object {
  switch (name) {
    case 'Q1':
      return { representations: references('OrderTransaction', transactionIds, 1, failing) };
    case 'Q2':
      return { representations: references('OrderTransaction', transactionIds, 100, failing) };
    case 'Q3':
      return { userId: anyOf(userIds) };
    case 'Q4':
      return { representations: references('Order', orderIds, 100, failing) };
  }
}

/** @param failing the number of invalid ids */
function references(
  __typename: string,
  ids: readonly string[],
  count: number,
  failing: number,
): object[] {
  return Array.from({ length: count }, (_, index) => ({
    __typename,
    id: index < failing ? 'invalid' : anyOf(ids),
  }));
}

function anyOf(values: readonly string[]): string {
  const value = values[Math.floor(Math.random() * values.length)];
  if (value === undefined) throw new Error('there are no records to query');
  return value;
}
