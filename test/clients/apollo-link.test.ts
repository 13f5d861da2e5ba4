import { firstValueFrom } from 'rxjs';
import { WebSocket } from 'ws';
import { createGraphClient } from '../../examples/client/client.js';
import { createLink } from '../../examples/client/link.js';
import { LAB_TEST_UPDATES, LAB_TESTS } from '../../examples/client/operations.js';
import { createAuthenticator } from '../../src/access/authenticator.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { useIssuer } from '../access/support/issuer.js';
import { useGraphServer } from '../graphql/support/graph-server.js';
import { insertOrder, insertTransaction, TRANSACTION } from '../graphql/support/mirror-rows.js';
import { useTestDatabase } from '../support/use-database.js';

const { pool } = useTestDatabase();
const issuer = useIssuer();
const graph = useGraphServer(() => ({
  authenticator: createAuthenticator({ routerSecrets: [], tokens: issuer.settings }),
  mirror: createMirrorReads(pool),
}));

it("sends the caller's token with queries, and as a connection parameter with subscriptions", async () => {
  await insertTransaction(pool, { created_at: '2026-03-03T09:26:51Z' });
  await insertOrder(pool, { user_id: 'anna' });
  const token = await issuer.sign({ sub: 'anna' });
  const client = createGraphClient(
    createLink({
      url: graph.url,
      socketUrl: graph.url.replace('http', 'ws'),
      getToken: () => token,
      webSocketImpl: WebSocket,
    }),
  );

  const { data } = await client.query({
    query: LAB_TESTS,
    variables: { userId: 'anna', first: 5 },
  });
  const update = await firstValueFrom(
    client.subscribe({ query: LAB_TEST_UPDATES, variables: { id: TRANSACTION } }),
  );

  expect(data?.orderTransactions?.edges).toHaveLength(1);
  expect(update).toMatchObject({ data: { orderTransactionUpdated: { id: TRANSACTION } } });
  client.stop();
});
