import { createHmac } from 'node:crypto';

/**
 * The headers that Svix signs a webhook with: HMAC-SHA256 over `<id>.<timestamp>.<body>`, under the bytes that the
 * secret holds in base64 after `whsec_`.
 */
export function signedHeaders(
  secret: string,
  messageId: string,
  body: string,
  now: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const signature = createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(`${messageId}.${timestamp}.${body}`)
    .digest('base64');
  return {
    'svix-id': messageId,
    'svix-timestamp': timestamp,
    'svix-signature': `v1,${signature}`,
  };
}
