import { composeServices } from '@apollo/composition';
import { printSubgraphSchema } from '@apollo/subgraph';
import { composeServices as composeByTheGuild } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { COMPANY_SDL } from '../../examples/supergraph/company-graph.js';
import { OUR_NAMES } from '../../src/graphql/company-entity.js';
import { buildSchema } from '../../src/graphql/schema.js';

const LINK = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])`;
const PERSON = 'type Query { me: User } type User @key(fields: "id") { id: ID! name: String }';

function subgraphs(companySdl: string, names = OUR_NAMES) {
  return [
    {
      name: 'order-transactions',
      url: 'http://127.0.0.1/a',
      typeDefs: parse(printSubgraphSchema(buildSchema(names))),
    },
    { name: 'company', url: 'http://127.0.0.1/b', typeDefs: parse(companySdl) },
  ];
}

/** The codes of the errors and hints of Apollo's composition. Both lists are empty when composition succeeds. */
function compose(companySdl: string, names = OUR_NAMES): { errors: unknown[]; hints: unknown[] } {
  const { errors = [], hints = [] } = composeServices(subgraphs(companySdl, names));
  return {
    errors: errors.map(({ extensions }) => extensions.code),
    hints: hints.map(({ definition }) => definition.code),
  };
}

const WELL = { errors: [], hints: [] };

describe('composition', () => {
  it('refers to its entities and extends them, by the composer of Apollo and by that of the Guild', () => {
    const { supergraphSdl } = composeServices(subgraphs(COMPANY_SDL));
    const byTheGuild = composeByTheGuild(subgraphs(COMPANY_SDL));

    expect(compose(COMPANY_SDL)).toEqual(WELL);
    expect(byTheGuild.errors).toBeUndefined();
    for (const sdl of [supergraphSdl, byTheGuild.supergraphSdl]) {
      expect(sdl).toContain('invoiceNumber: String! @join__field(graph: COMPANY)');
    }
  });

  it("makes transactions refetchable by Relay's node", () => {
    const stubs = readFileSync(
      path.join(__dirname, '../../examples/supergraph/node-stubs.graphql'),
      'utf8',
    );
    const person = 'type User @key(fields: "id") { id: ID! }';

    expect(compose(`${LINK} ${person} ${stubs}`)).toEqual(WELL);
  });

  it.each([
    ['has no connections', `${LINK} ${PERSON}`],
    ['is of Federation 1', PERSON],
    [
      'knows a person by two keys',
      `${LINK} ${PERSON.replace('@key', '@key(fields: "email") @key').replace('{ id:', '{ email: String! id:')}`,
    ],
    [
      'owns Appointment, PostalAddress, Parcel and an AppointmentStatus that is an input too',
      `${LINK} ${PERSON} enum AppointmentStatus { OPEN CLOSED }
       type Appointment { id: ID! status: AppointmentStatus! at: PostalAddress parcel: Parcel }
       type PostalAddress { street: String } type Parcel { weight: Float }
       extend type User { appointments(status: AppointmentStatus): [Appointment!] }`,
    ],
    [
      'has DateTime too',
      `${LINK} ${PERSON} scalar DateTime @specifiedBy(url: "https://www.rfc-editor.org/rfc/rfc3339") extend type User { born: DateTime }`,
    ],
  ])('succeeds with a company’s graph that %s', (_what, sdl) => {
    expect(compose(sdl)).toEqual(WELL);
  });

  it('succeeds with a company’s graph that has another name for a person, once its names are set', () => {
    const sdl = `${LINK} type Query { me: Patient }
      type Patient @key(fields: "patientId") { patientId: ID! name: String }`;

    expect(compose(sdl, { type: 'Patient', key: 'patientId' })).toEqual(WELL);
  });
});

describe('the error of composition', () => {
  it.each([
    [
      'OrderStatus is another enum, which lists of transactions take as input',
      `${LINK} ${PERSON} enum OrderStatus { PAID } extend type User { lastOrder: OrderStatus }`,
      'ENUM_VALUE_MISMATCH',
    ],
    [
      'PageInfo is not shareable',
      COMPANY_SDL.replace('PageInfo @shareable', 'PageInfo'),
      'INVALID_FIELD_SHARING',
    ],
    [
      'PageInfo lacks a field',
      COMPANY_SDL.replace('startCursor: String', ''),
      'SATISFIABILITY_ERROR',
    ],
    [
      'person is known by another key alone',
      `${LINK} ${PERSON.replace('"id"', '"email"').replace('{ id: ID!', '{ email: String!')}`,
      'SATISFIABILITY_ERROR',
    ],
    [
      'keys are integers',
      `${LINK} ${PERSON.replace('id: ID!', 'id: Int!')}`,
      'FIELD_TYPE_MISMATCH',
    ],
    [
      'orders are of another kind',
      `${LINK} ${PERSON} type Order { id: ID! total: Int } extend type User { orders: [Order!] }`,
      'INVALID_FIELD_SHARING',
    ],
  ])('names the cause when the company’s %s', (_what, sdl, code) => {
    expect(compose(sdl).errors).toContain(code);
  });
});
