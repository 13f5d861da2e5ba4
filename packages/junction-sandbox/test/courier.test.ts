import { rm } from 'node:fs/promises';
import { Courier } from '../src/delivery/courier.js';
import { DeliveryLog } from '../src/delivery/delivery-log.js';
import type { Message } from '../src/delivery/message.js';
import { JsonFolder } from '../src/json-folder.js';
import { startReceiver } from './support/receiver.js';
import { SECRET, temporaryFolder } from './support/start.js';

const message: Message = {
  id: 'msg_1',
  eventType: 'test',
  transactionId: 'transaction',
  orderId: 'order',
  origin: 'initial',
  status: '',
  body: '{}',
};

describe('the courier', () => {
  it('treats a response that does not arrive in time as a failure', async () => {
    const folder = await temporaryFolder();
    const statuses: (number | null)[] = [];
    const receiver = await startReceiver(SECRET, (_, count) =>
      count === 1 ? new Promise<number>(() => undefined) : 204,
    );
    const courier = new Courier(
      {
        webhookUrl: receiver.url,
        webhookSecret: SECRET,
        timeScale: 0.001,
        timeout: 1_000,
        onDelivery: ({ httpStatus }) => statuses.push(httpStatus),
      },
      new JsonFolder<Message>(folder),
      new DeliveryLog(() => undefined),
    );
    expect(await courier.deliver(message)).toBe(true);

    // On a busy machine, a later answer can be late too.
    expect(statuses.at(0)).toBeNull();
    expect(statuses.at(-1)).toBe(204);
    await receiver.close();
    await rm(folder, { recursive: true });
  });
});
