import { buildSubgraphSchema } from '@apollo/subgraph';
import { readFileSync } from 'node:fs';
import { parse, type GraphQLSchema } from 'graphql';

const DEPRECATED_PRODUCT = {
  sku: 'apollo-federation-v1',
  package: '@apollo/federation-v1',
  reason: 'Migrate to Federation V2',
  createdBy: { email: 'support@apollographql.com' },
};

const STUDIES = [
  { study: { caseNumber: '1234', description: 'Federation Study' } },
  { study: { caseNumber: '1235', description: 'Studio Study' } },
];

const COMMON = {
  dimensions: { size: 'small', weight: 1, unit: 'kg' },
  createdBy: { email: 'support@apollographql.com', totalProductsCreated: 1337 },
};

const PRODUCTS = [
  {
    ...COMMON,
    id: 'apollo-federation',
    sku: 'federation',
    package: '@apollo/federation',
    variation: { id: 'OSS' },
    research: [STUDIES[0]],
  },
  {
    ...COMMON,
    id: 'apollo-studio',
    sku: 'studio',
    package: '',
    variation: { id: 'platform' },
    research: [STUDIES[1]],
  },
];

interface ProductReference {
  readonly id?: string;
  readonly sku?: string;
  readonly package?: string;
  readonly variation?: { readonly id: string };
}

interface Person {
  readonly email: string;
  readonly totalProductsCreated: number;
  readonly yearsOfEmployment: number;
}

/** Finds a product by any of its three keys. */
function findProduct(reference: ProductReference) {
  return PRODUCTS.find(
    ({ id, sku, package: its, variation }) =>
      id === reference.id ||
      (sku === reference.sku &&
        (its === reference.package || variation.id === reference.variation?.id)),
  );
}

function findDeprecatedProduct(reference: { sku: string; package: string }) {
  const { sku, package: its } = DEPRECATED_PRODUCT;
  return sku === reference.sku && its === reference.package ? DEPRECATED_PRODUCT : null;
}

const RESOLVERS = {
  Query: {
    product: (_root: unknown, key: { id: string }) => findProduct(key),
    deprecatedProduct: (_root: unknown, key: { sku: string; package: string }) =>
      findDeprecatedProduct(key),
  },
  Product: { __resolveReference: findProduct },
  DeprecatedProduct: { __resolveReference: findDeprecatedProduct },
  ProductResearch: {
    __resolveReference: (reference: { study: { caseNumber: string } }) =>
      STUDIES.find(({ study }) => study.caseNumber === reference.study.caseNumber),
  },
  User: {
    __resolveReference: (reference: object) => ({ ...reference, name: 'Jane Smith' }),
    name: () => 'Jane Smith',
    averageProductsCreatedPerYear: ({ totalProductsCreated, yearsOfEmployment }: Person) =>
      Math.round(totalProductsCreated / yearsOfEmployment),
  },
  Inventory: { deprecatedProducts: () => [DEPRECATED_PRODUCT] },
};

/** The products subgraph of Apollo's suite: its schema, with the data that its tests request. */
export function buildProductsSchema(sdlFile: string): GraphQLSchema {
  const typeDefs = parse(readFileSync(sdlFile, 'utf8'));
  return buildSubgraphSchema([{ typeDefs, resolvers: RESOLVERS }]);
}
