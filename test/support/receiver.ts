import Fastify, { type FastifyBaseLogger } from 'fastify';
import type { DataSource } from 'typeorm';
import { poolOf } from '../../src/database/data-source.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { OrderNotices } from '../../src/ingest/order-notices.js';
import { Quarantine } from '../../src/ingest/quarantine.js';
import { createReceiver, type ReceiverOptions } from '../../src/webhooks/receiver.js';
import { registerWebhookRoute } from '../../src/webhooks/route.js';
import { SECRET } from './deliveries.js';
import { testLogger } from './logger.js';
import { useResource } from './use-resource.js';

export interface TestReceiver {
  readonly url: string;
  readonly ingester: Ingester;
  /** The number of requests without a response whose senders are still connected. */
  connectedRequests(): number;
  close(): Promise<void>;
}

/** The webhook route alone, for the tests of a file or `describe` block. */
export function useReceiver(database: DataSource): TestReceiver {
  return useResource(
    () => startReceiver(database),
    (receiver) => receiver.close(),
  );
}

/** The webhook route alone, on a real port and a real database. */
export async function startReceiver(
  database: DataSource,
  { teamIds = [], count }: Partial<Pick<ReceiverOptions, 'teamIds' | 'count'>> = {},
): Promise<TestReceiver> {
  const loggerInstance: FastifyBaseLogger = testLogger();
  const fastify = Fastify({ loggerInstance });
  const quarantine = new Quarantine(database, null);
  const ingester = new Ingester(poolOf(database), {
    onStored: (client, messages) => quarantine.removePending(client, messages),
  });
  let connected = 0;
  fastify.addHook('onRequest', (_request, { raw }, done) => {
    connected++;
    raw.once('close', () => connected--);
    done();
  });
  const receive = createReceiver({
    ingester,
    notices: new OrderNotices(database),
    quarantine,
    secrets: [SECRET],
    teamIds,
    ...(count && { count }),
  });
  registerWebhookRoute(fastify, receive);
  const url = await fastify.listen({ host: '127.0.0.1', port: 0 });
  return { url, ingester, connectedRequests: () => connected, close: () => fastify.close() };
}
