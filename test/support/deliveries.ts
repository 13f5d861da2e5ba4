import { createHmac, randomUUID } from 'node:crypto';
import { searchForMarks } from './canary.js';

export const SECRET = `whsec_${Buffer.from('the secret of the tests, 32 byte').toString('base64')}`;

export interface TestDelivery {
  id: string;
  /** Seconds since 1970. */
  timestamp: string;
  body: Buffer;
  signature: string;
}

/** A delivery with Junction's signature. Each part can be given. */
export function signedDelivery(
  body: Buffer | string,
  given: { id?: string; at?: number; secret?: string } = {},
): TestDelivery {
  const id = given.id ?? `msg_${randomUUID().replaceAll('-', '')}`;
  const timestamp = String(given.at ?? Math.floor(Date.now() / 1000));
  const bytes = Buffer.from(body);
  return { id, timestamp, body: bytes, signature: sign(id, timestamp, bytes, given.secret) };
}

export function sign(id: string, timestamp: string, body: Buffer, secret = SECRET): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const hash = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body);
  return `v1,${hash.digest('base64')}`;
}

/** Posts a delivery to a service. */
export async function post(
  url: string,
  delivery: TestDelivery,
  prefix = 'svix',
  signal: AbortSignal | null = null,
): Promise<{ status: number; text: string; retryAfter: string | null }> {
  const response = await fetch(`${url}/webhooks/junction`, {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/json',
      [`${prefix}-id`]: delivery.id,
      [`${prefix}-timestamp`]: delivery.timestamp,
      [`${prefix}-signature`]: delivery.signature,
    },
    body: new Uint8Array(delivery.body),
  });
  const text = await response.text();
  searchForMarks('a response to a webhook', () => text);
  return {
    status: response.status,
    text,
    retryAfter: response.headers.get('retry-after'),
  };
}
