/**
 * A process that ingests the messages it receives, some at a time, and reports each acknowledgement. The test kills
 * it.
 */
import { createDataSource, poolOf } from '../../src/database/data-source.js';
import { Ingester } from '../../src/ingest/ingester.js';
import type { InboxMessage } from '../../src/store/write/inbox.js';

/** So few that most messages still wait when the first are acknowledged. */
const SENDERS = 8;

async function main(): Promise<void> {
  const dataSource = createDataSource({ url: process.argv[2] ?? '', entities: [] });
  const ingester = new Ingester(poolOf(await dataSource.initialize()));
  process.on('message', (messages: InboxMessage[]) => {
    const takeNext = async (): Promise<void> => {
      const message = messages.shift();
      if (message === undefined) return;
      await ingester.take(message);
      process.send?.({ acknowledged: message.key });
      await takeNext();
    };
    for (let sender = 0; sender < SENDERS; sender++) void takeNext();
  });
  process.send?.({ ready: true });
}

void main();
