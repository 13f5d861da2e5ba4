/** The suite's tests ask a router at port 4000, which may be taken; ours listens elsewhere. */
const client = jest.requireActual<{ ROUTER_URL: string }>(
  '@apollo/federation-subgraph-compatibility-tests/dist/utils/client',
);
client.ROUTER_URL = process.env.ROUTER_URL ?? client.ROUTER_URL;
