import { createHmac, randomBytes } from 'node:crypto';

/**
 * Creates the headers of a Svix signature: HMAC-SHA256 over `<id>.<timestamp>.<body>`. The key is the base64-decoded
 * part of a secret after `whsec_`.
 *
 * @param secrets one secret, or several separated by commas: during a rotation Svix signs with the new and the old
 *   one.
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

/** Creates a random secret in Svix's format. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
