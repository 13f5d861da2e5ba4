import { composeServices } from '@apollo/composition';
import { graphqlSync, parse } from 'graphql';
import { buildSchema } from '../../src/graphql/schema.js';

const COMPANY_SDL = /* GraphQL */ `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])

  scalar DateTime @specifiedBy(url: "https://www.rfc-editor.org/rfc/rfc3339")

  type Query {
    appointment(id: ID!): Appointment
  }

  type Appointment @key(fields: "id") {
    id: ID!
    startsAt: DateTime!
    labTest: OrderTransaction
    sampleOrder: Order
  }

  type OrderTransaction @key(fields: "id", resolvable: false) {
    id: ID!
  }

  type Order @key(fields: "id") {
    id: ID!
    invoiceNumber: String
  }
`;

function servedSdl(): string {
  const { data } = graphqlSync({ schema: buildSchema(), source: '{ _service { sdl } }' });
  return (data as { _service: { sdl: string } })._service.sdl;
}

test('the subgraph composes with one of the company that refers to and extends its entities', () => {
  const composed = composeServices([
    { name: 'order-transactions', url: 'http://127.0.0.1/a', typeDefs: parse(servedSdl()) },
    { name: 'company', url: 'http://127.0.0.1/b', typeDefs: parse(COMPANY_SDL) },
  ]);

  expect(composed.errors).toBeUndefined();
  expect(composed.hints).toEqual([]);
  expect(composed.supergraphSdl).toContain('invoiceNumber: String @join__field(graph: COMPANY)');
});
