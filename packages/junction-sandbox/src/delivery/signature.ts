import { createHmac, randomBytes } from 'node:crypto';

/**
 * The headers that Svix signs a webhook with: HMAC-SHA256 over `<id>.<timestamp>.<body>`, under the bytes that a
 * secret holds in base64 after `whsec_`.
 *
 * @param secrets one, or several separated by commas: during a rotation Svix signs with the new and the old one.
 */
export function signedHeaders(
  secrets: string,
  messageId: string,
  body: string,
  now: Date,
): Record<string, string> {
  const timestamp = String(Math.floor(now.getTime() / 1000));
  const content = `${messageId}.${timestamp}.${body}`;
  const signatures = secrets.split(',').map((secret) => `v1,${signatureOf(content, secret)}`);
  return {
    'svix-id': messageId,
    'svix-timestamp': timestamp,
    'svix-signature': signatures.join(' '),
  };
}

function signatureOf(content: string, secret: string): string {
  const key = Buffer.from(secret.trim().replace(/^whsec_/, ''), 'base64');
  return createHmac('sha256', key).update(content).digest('base64');
}

/** A random secret, in the form that Svix gives it. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
