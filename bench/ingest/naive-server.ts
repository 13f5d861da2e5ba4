/** Runs the naive handler in its own process. Prints its URL. SIGTERM stops it. */
import { pino } from 'pino';
import { createDataSource } from '../../src/database/data-source.js';
import { createHttpServer } from '../../src/http/server.js';
import { entities } from '../../src/service/entities.js';
import { registerWebhookRoute } from '../../src/webhooks/route.js';
import { SECRET } from '../../test/support/deliveries.js';
import { createNaiveReceiver } from './naive.js';

async function main(): Promise<void> {
  const url = process.argv[2] ?? '';
  const dataSource = await createDataSource({ url, entities, poolSize: 20 }).initialize();
  const logger = pino({ level: 'silent' });
  const fastify = createHttpServer({ logger, stopping: new AbortController().signal });
  registerWebhookRoute(fastify, createNaiveReceiver(dataSource, [SECRET]));
  process.stdout.write(`${await fastify.listen({ host: '127.0.0.1', port: 0 })}\n`);
  process.once('SIGTERM', () => process.exit(0));
}

void main();
