import { ConfigError } from '../../src/config/config.js';
import { buildSchema } from '../../src/graphql/schema.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { useGraphServer } from './support/graph-server.js';
import { insertOrder, insertTransaction, TRANSACTION } from './support/mirror-rows.js';
import { useTestDatabase } from '../support/use-database.js';

describe("a graph whose company does not call a person 'User'", () => {
  const { pool } = useTestDatabase();
  const graph = useGraphServer(() => ({
    mirror: createMirrorReads(pool),
    buildSchema: () => buildSchema({ type: 'Patient', key: 'patientId' }),
  }));

  beforeAll(async () => {
    await insertTransaction(pool);
    await insertOrder(pool, { user_id: 'anna' });
  });

  it("gives gateways the company's name and key", async () => {
    const { data } = await graph.ask('{ _service { sdl } }');
    const { sdl } = (data as { _service: { sdl: string } })._service;

    expect(sdl).toMatch(/type Patient\s+@key\(fields: "patientId"\)/);
    expect(sdl).toContain('patientId: ID!');
    expect(sdl).toContain('user: Patient');
    expect(sdl).not.toMatch(/\bUser\b/);
  });

  it('finds the transactions of a reference by that key', async () => {
    const { data } = await graph.ask(
      `query($representations: [_Any!]!) {
        _entities(representations: $representations) {
          ... on Patient { patientId orderTransactions { edges { node { id user { patientId } } } } }
        }
      }`,
      { representations: [{ __typename: 'Patient', patientId: 'anna' }] },
    );

    const user = { patientId: 'anna' };
    const edges = [{ node: { id: TRANSACTION, user } }];
    expect(data).toEqual({ _entities: [{ ...user, orderTransactions: { edges } }] });
  });
});

it.each([
  [{ type: 'Order', key: 'id' }, 'COMPANY_USER_TYPE: Order is a type of this graph'],
  [{ type: 'String', key: 'id' }, 'COMPANY_USER_TYPE: String is a type of this graph'],
  [{ type: 'User', key: 'orderTransactions' }, 'COMPANY_USER_KEY: orderTransactions is a field'],
])('rejects the names %j, which have another meaning here', (names, problem) => {
  expect(() => buildSchema(names)).toThrow(ConfigError);
  expect(() => buildSchema(names)).toThrow(problem);
});
