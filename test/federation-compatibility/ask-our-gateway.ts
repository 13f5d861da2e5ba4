/** The suite's tests call a router at port 4000, which may be in use. Our gateway listens on another port. */
const client = jest.requireActual<{ ROUTER_URL: string }>(
  '@apollo/federation-subgraph-compatibility-tests/dist/utils/client',
);
client.ROUTER_URL = process.env.ROUTER_URL ?? client.ROUTER_URL;
