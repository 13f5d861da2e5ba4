import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

export interface Delivery {
  readonly messageId: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly body: string;
  /** Whether an independent library accepts the signature. */
  readonly verified: boolean;
}

/** A real HTTP endpoint that receives webhooks. */
export interface Receiver {
  readonly url: string;
  readonly deliveries: readonly Delivery[];
  close(): Promise<void>;
}

/** @param answer returns the status of the response; while the promise is pending, the sender waits. */
export async function startReceiver(
  secret: string,
  answer: (delivery: Delivery, count: number) => number | Promise<number> = () => 200,
): Promise<Receiver> {
  const deliveries: Delivery[] = [];
  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const header = (name: string) => String(request.headers[name]);
      const [messageId, timestamp, signature] = [
        header('svix-id'),
        header('svix-timestamp'),
        header('svix-signature'),
      ];
      const verified = verifies(secret, body, { messageId, timestamp, signature });
      const delivery = { messageId, timestamp, signature, body, verified };
      deliveries.push(delivery);
      response.writeHead(await answer(delivery, deliveries.length)).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    deliveries,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

function verifies(
  secret: string,
  body: string,
  signed: Pick<Delivery, 'messageId' | 'timestamp' | 'signature'>,
): boolean {
  try {
    new Webhook(secret).verify(body, {
      'webhook-id': signed.messageId,
      'webhook-timestamp': signed.timestamp,
      'webhook-signature': signed.signature,
    });
    return true;
  } catch {
    return false;
  }
}
