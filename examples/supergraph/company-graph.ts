import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

/** A minimal version of a company's own graph: its people, and appointments that refer to lab tests. */
export const COMPANY_SDL = /* GraphQL */ `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])

  type Query {
    user(id: ID!): User
    appointments: AppointmentConnection!
  }

  type User @key(fields: "id") {
    id: ID!
    name: String!
  }

  type Appointment {
    id: ID!
    labTest: OrderTransaction
    order: Order
  }

  type AppointmentConnection {
    nodes: [Appointment!]!
    pageInfo: PageInfo!
  }

  type PageInfo @shareable {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }

  type OrderTransaction @key(fields: "id", resolvable: false) {
    id: ID!
  }

  type Order @key(fields: "id") {
    id: ID!
    invoiceNumber: String!
  }
`;

/** An appointment with the ids of entities of another graph. */
export interface Appointment {
  readonly id: string;
  readonly labTest?: { readonly id: string };
  readonly order?: { readonly id: string };
}

export interface Graph {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts the company's graph. Every person exists, and the name is the id. */
export async function startCompanyGraph(
  appointments: readonly Appointment[],
  port: number,
): Promise<Graph> {
  const userOf = ({ id }: { id: string }) => ({ id, name: `The person ${id}` });
  const resolvers = {
    Query: {
      user: (_root: unknown, reference: { id: string }) => userOf(reference),
      appointments: () => ({
        nodes: appointments,
        pageInfo: { hasNextPage: false, hasPreviousPage: false },
      }),
    },
    User: { __resolveReference: userOf },
    Order: { invoiceNumber: ({ id }: { id: string }) => `I-${id.slice(0, 8)}` },
  };
  const schema = buildSubgraphSchema({ typeDefs: parse(COMPANY_SDL), resolvers });
  const server = new ApolloServer({
    schema,
    stopOnTerminationSignals: false,
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });
  const { url } = await startStandaloneServer(server, { listen: { host: '127.0.0.1', port } });
  return { url, close: () => server.stop() };
}
