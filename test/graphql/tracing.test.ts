import type { GraphQLSchema } from 'graphql';
import { createAuthenticator } from '../../src/access/authenticator.js';
import { buildSchema } from '../../src/graphql/schema.js';
import type { GraphQLOptions } from '../../src/graphql/server.js';
import { startGraphServer } from './support/graph-server.js';

const SECRET = 'a secret of the router that is long enough';
const WITH_ROUTER = createAuthenticator({ routerSecrets: [SECRET], tokens: null });

/** The extensions in the response to a failing query that requests a trace. */
async function extensionsOf(options: Partial<GraphQLOptions>): Promise<{ ftv1?: string }> {
  const graph = await startGraphServer(options);
  const { extensions = {} } = await graph.ask(
    '{ order(id: "no id") { id } }',
    {},
    { 'apollo-federation-include-trace': 'ftv1', 'router-authorization': SECRET },
  );
  await graph.close();
  return extensions;
}

describe('the duration of each field', () => {
  it.each([
    ['the router that has shown its secret', { authenticator: WITH_ROUTER, production: true }],
    ['whoever asks in development', {}],
  ])('is returned to %s, without the messages of errors', async (_who, options) => {
    const { ftv1 = '' } = await extensionsOf(options);

    const trace = Buffer.from(ftv1, 'base64').toString();
    expect(trace).toContain('order');
    expect(trace).toContain('<masked>');
    expect(trace).not.toContain('no id');
  });

  it("is not returned in production without the router's secret", async () => {
    expect(await extensionsOf({ production: true })).toEqual({});
  });

  it('is measured in a copy of the schema, so that compiled operations do not pay for it', async () => {
    const schemas: GraphQLSchema[] = [];
    const build = () => {
      const schema = buildSchema();
      schemas.push(schema);
      return schema;
    };
    const resolversOf = () => schemas.map((it) => it.getQueryType()?.getFields().order?.resolve);

    expect(await extensionsOf({ buildSchema: build })).toHaveProperty('ftv1');

    const original = buildSchema().getQueryType()?.getFields().order?.resolve;
    expect(original).toBeDefined();
    expect(resolversOf().filter((resolve) => resolve !== original)).toHaveLength(1);
    expect(resolversOf().length).toBeGreaterThan(1);
  });
});
