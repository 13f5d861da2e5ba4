/** Runs one contender, `ours` or `naive`, in its own process. Prints its URL. SIGTERM stops it. */
import { pino } from 'pino';
import { createDataSource, poolOf } from '../../src/database/data-source.js';
import { createHttpServer } from '../../src/http/server.js';
import { entities } from '../../src/service/entities.js';
import { Ingester } from '../../src/ingest/ingester.js';
import { OrderNotices } from '../../src/ingest/order-notices.js';
import { Quarantine } from '../../src/ingest/quarantine.js';
import { createReceiver, type Receive } from '../../src/webhooks/receiver.js';
import { registerWebhookRoute } from '../../src/webhooks/route.js';
import { SECRET } from '../../test/support/deliveries.js';
import { createNaiveReceiver } from './naive.js';

async function main(): Promise<void> {
  const [, , contender, url = ''] = process.argv;
  const dataSource = await createDataSource({ url, entities, poolSize: 20 }).initialize();
  const pool = poolOf(dataSource);
  const logger = pino({ level: 'silent' });
  const receive: Receive =
    contender === 'naive'
      ? createNaiveReceiver(dataSource, [SECRET])
      : createReceiver({
          ingester: new Ingester(pool),
          notices: new OrderNotices(dataSource),
          quarantine: new Quarantine(dataSource, null),
          secrets: [SECRET],
          teamIds: [],
        });
  const fastify = createHttpServer({ logger, stopping: new AbortController().signal });
  registerWebhookRoute(fastify, receive);
  fastify.get('/memory', () => ({ megabytes: process.memoryUsage().rss / 1024 / 1024 }));
  process.stdout.write(`${await fastify.listen({ host: '127.0.0.1', port: 0 })}\n`);
  process.once('SIGTERM', () => process.exit(0));
}

void main();
