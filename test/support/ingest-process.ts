/** A process that takes in the messages it is sent and tells of each one that was acknowledged. Made to be killed. */
import { createDataSource, poolOf } from '../../src/database/data-source.js';
import { Ingester } from '../../src/orders/ingester.js';
import type { InboxMessage } from '../../src/orders/store/inbox.js';

async function main(): Promise<void> {
  const dataSource = createDataSource({ url: process.argv[2] ?? '', entities: [] });
  const ingester = new Ingester(poolOf(await dataSource.initialize()));
  process.on('message', (messages: InboxMessage[]) => {
    for (const message of messages) {
      void ingester.take(message).then(() => process.send?.({ acknowledged: message.key }));
    }
  });
  process.send?.({ ready: true });
}

void main();
