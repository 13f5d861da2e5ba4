import { GATEWAY, UNAUTHENTICATED_VIEWER } from '../../../src/access/viewer.js';
import { publicError } from '../../../src/graphql/errors.js';
import { Documents } from '../../../src/graphql/preparation/documents.js';
import {
  ANY_OPERATION,
  createPreparation,
  QUERIES_AND_MUTATIONS,
  SUBSCRIPTIONS,
  type OperationRequest,
  type OperationTransport,
} from '../../../src/graphql/preparation/prepare-operation.js';
import { buildSchema } from '../../../src/graphql/schema.js';

const ID = '00000000-0000-4000-8000-000000000000';
const SUBSCRIPTION = `subscription { orderTransactionUpdated(id: "${ID}") { id } }`;
const schema = buildSchema();

function preparation({ exposesSchema = false, servesSdl = true } = {}) {
  const documents = new Documents({ schema, exposesSchema });
  return createPreparation({ schema, documents, servesSdl });
}

function codesOf(
  request: OperationRequest,
  transport: OperationTransport,
  viewer = GATEWAY,
): string[] {
  const prepared = preparation()(request, viewer, transport);
  return prepared.kind === 'PREPARED' ? [] : prepared.errors.map((it) => publicError(it).code);
}

describe('every transport', () => {
  it.each<[string, string, OperationRequest]>([
    ['what cannot be parsed', 'GRAPHQL_PARSE_FAILED', { query: '{' }],
    ['an unknown field', 'GRAPHQL_VALIDATION_FAILED', { query: 'subscription { nope }' }],
    [
      'introspection in production',
      'GRAPHQL_VALIDATION_FAILED',
      { query: '{ __type(name: "Order") { name } }' },
    ],
    [
      'a condition at the root field of a subscription',
      'GRAPHQL_VALIDATION_FAILED',
      {
        query: `subscription($no: Boolean = true) { ...F } fragment F on Subscription { ... on Subscription {
          orderTransactionUpdated(id: "${ID}") @skip(if: $no) { id }
        } }`,
      },
    ],
    ['an unknown operation', 'BAD_USER_INPUT', { query: SUBSCRIPTION, operationName: 'B' }],
    [
      '17 fragments that double, and a chain of 95',
      'LIMIT_EXCEEDED',
      { query: doublingFragments(17, 95) },
    ],
    [
      'events within events',
      'LIMIT_EXCEEDED',
      {
        query: `subscription { orderTransactionUpdated(id: "${ID}") { ${'orders { events { order { transaction { '.repeat(3)} timeline { id } ${'} } } }'.repeat(3)} } }`,
      },
    ],
  ])('rejects %s', (_what, code, request) => {
    const transport = request.query.startsWith('subscription') ? SUBSCRIPTIONS : ANY_OPERATION;

    expect(codesOf(request, transport)).toEqual([code]);
  });

  it('rejects every field of data without a token', () => {
    expect(
      codesOf({ query: `{ order(id: "${ID}") { id } }` }, ANY_OPERATION, UNAUTHENTICATED_VIEWER),
    ).toEqual(['UNAUTHENTICATED']);
    expect(codesOf({ query: SUBSCRIPTION }, ANY_OPERATION, UNAUTHENTICATED_VIEWER)).toEqual([
      'UNAUTHENTICATED',
    ]);
    expect(
      codesOf({ query: '{ _service { sdl } }' }, ANY_OPERATION, UNAUTHENTICATED_VIEWER),
    ).toEqual([]);
  });
});

it('rejects what the transport does not serve before it validates', () => {
  expect(codesOf({ query: 'mutation { nope }' }, SUBSCRIPTIONS)).toEqual(['BAD_USER_INPUT']);
  expect(codesOf({ query: 'subscription { nope }' }, QUERIES_AND_MUTATIONS)).toEqual([
    'BAD_USER_INPUT',
  ]);
});

it('treats an empty name of an operation as absent', () => {
  expect(codesOf({ query: '{ __typename }', operationName: '' }, ANY_OPERATION)).toEqual([]);
});

it('parses and validates a document once', () => {
  const prepare = preparation();
  const request = { query: `{ order(id: "${ID}") { id } }` };

  const first = prepare(request, GATEWAY, ANY_OPERATION);
  const second = prepare(request, GATEWAY, ANY_OPERATION);

  expect(second.document).toBe(first.document);
});

/** A document whose selections double with each fragment, with a chain of fields in the last fragment. */
function doublingFragments(count: number, chain: number): string {
  const doubling = Array.from(
    { length: count },
    (_, index) => `fragment F${index} on Order { ...F${index + 1} ...F${index + 1} }`,
  );
  const links = Array.from(
    { length: chain },
    (_, index) => `fragment F${count + index} on Order { ...F${count + index + 1} }`,
  );
  return `subscription { orderTransactionUpdated(id: "${ID}") { initialOrder { ...F0 } } } ${[...doubling, ...links].join(' ')} fragment F${count + chain} on Order { id }`;
}
