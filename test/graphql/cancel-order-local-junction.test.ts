import { startSandbox } from '@order-transactions/junction-sandbox';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createAuthenticator } from '../../src/access/authenticator.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { createOrderCanceller } from '../../src/ingest/order-canceller.js';
import { createOrderTracker } from '../../src/ingest/order-tracker.js';
import { createJunctionClient } from '../../src/junction/client.js';
import { createMirrorReads } from '../../src/store/read/index.js';
import { useIssuer } from '../access/support/issuer.js';
import { useUpstream } from '../junction/use-junction.js';
import { useTestDatabase } from '../support/use-database.js';
import { useResource } from '../support/use-resource.js';
import { useGraphServer } from './support/graph-server.js';

const API_KEY = 'sk_us_test';
const CANCEL = `mutation($id: ID!) {
  cancelOrder(input: { orderId: $id }) {
    order { id status rawStatus phase }
    userErrors { code field }
  }
}`;

const { pool } = useTestDatabase();
const issuer = useIssuer();
const receiver = useUpstream();
const folder = useResource(
  async () => ({ path: await mkdtemp(path.join(os.tmpdir(), 'cancel-order-')) }),
  (it) => rm(it.path, { recursive: true }),
);
const sandbox = useResource(
  () =>
    startSandbox({
      port: 0,
      folder: folder.path,
      apiKey: API_KEY,
      webhookUrl: `${receiver.baseUrl}/webhooks/junction`,
      webhookSecret: 'whsec_dGVzdA==',
    }),
  (it) => it.close(),
);
const client = useResource(
  () => createJunctionClient({ baseUrl: sandbox.url, apiKey: API_KEY }),
  (it) => it.close(),
);
const ingester = new Ingester(pool);
const mirror = createMirrorReads(pool);
const graph = useGraphServer(() => ({
  authenticator: createAuthenticator({ routerSecrets: [], tokens: issuer.settings }),
  mirror,
  cancelOrder: createOrderCanceller({ junction: client, ingester, mirror }),
}));

describe('cancelOrder against the local Junction', () => {
  it('returns the present status of an order that Junction no longer cancels', async () => {
    await sandbox.playJourney('happy-path', { seed: 1, clientUserId: 'anna' }).delivered;
    const [transaction] = sandbox.transactions();
    const orderId = transaction?.orders[0]?.id ?? '';
    // The mirror received no webhook: the status can only come from Junction.
    const tracked = { orderId, transactionId: transaction?.id ?? '', userId: 'anna' };
    await createOrderTracker(mirror, ingester)(tracked);
    const authorization = `Bearer ${await issuer.sign({ sub: 'anna', scope: 'orders:cancel' })}`;

    const { data, errors } = await graph.ask(CANCEL, { id: orderId }, { authorization });

    expect(errors).toBeUndefined();
    expect(data).toEqual({
      cancelOrder: {
        order: {
          id: orderId,
          status: 'COMPLETED',
          rawStatus: 'completed.walk_in_test.completed',
          phase: 'COMPLETED',
        },
        userErrors: [{ code: 'NOT_CANCELLABLE', field: ['input', 'orderId'] }],
      },
    });
  });
});
