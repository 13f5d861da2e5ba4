import { createHmac, timingSafeEqual } from 'node:crypto';

/** The three values that prove the origin of a delivery, and its body. */
export interface SignedDelivery {
  readonly messageId: string;
  /** Seconds since 1970, as text. */
  readonly timestamp: string;
  /** `v1,<base64>`, several separated by spaces. */
  readonly signature: string;
  readonly body: Buffer;
}

const TOLERANCE_SECONDS = 300;
/** Svix sends one signature of 47 characters for each secret that is valid during a rotation. */
const MAX_SIGNATURE_LENGTH = 1_024;
const MESSAGE_ID = /^[\x21-\x7e]{1,255}$/;
const TIMESTAMP = /^\d{1,12}$/;

/**
 * Whether a delivery was signed with one of the secrets, at most 300 s from now either way.
 *
 * The Standard Webhooks scheme (Svix): HMAC-SHA256 over `<id>.<timestamp>.<body>`, keyed with the decoded secret. Any
 * one `v1` signature is enough, so that sender and receiver may rotate secrets; other versions are skipped. The body is
 * verified byte for byte, before anything decodes it.
 *
 * @param secrets `whsec_<base64>` each.
 * @param now milliseconds since 1970.
 */
export function isSigned(
  delivery: SignedDelivery,
  secrets: readonly string[],
  now: number,
): boolean {
  const { messageId, timestamp, signature, body } = delivery;
  if (!MESSAGE_ID.test(messageId) || !TIMESTAMP.test(timestamp)) return false;
  if (signature.length > MAX_SIGNATURE_LENGTH) return false;
  if (Math.abs(Math.floor(now / 1000) - Number(timestamp)) > TOLERANCE_SECONDS) return false;
  const offered = signature
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice(3), 'base64'));
  return secrets.some((secret) => {
    const expected = createHmac('sha256', signingKey(secret))
      .update(`${messageId}.${timestamp}.`)
      .update(body)
      .digest();
    return offered.some((it) => it.length === expected.length && timingSafeEqual(it, expected));
  });
}

function signingKey(secret: string): Buffer {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
}
