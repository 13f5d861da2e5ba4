import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
export const SEALING_KEY_BYTES = 32;
/** 96 random bits: a key may seal billions of times before two nonces are likely to be equal. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypted content as it is stored. */
export interface Sealed {
  /** Identifies the key that opens the content; the key cannot be derived from it. */
  readonly keyId: string;
  /** Nonce, authentication tag, ciphertext. */
  readonly sealed: Buffer;
}

/** The content was sealed with an unknown key or in another context, or it was changed. */
export class CannotOpenError extends Error {}

/**
 * Seals content at rest with AES-256-GCM. Someone with the database but without a key can read nothing, and a row that
 * was moved or changed does not open: the context in which it was sealed is part of its seal.
 */
export class Sealer {
  private readonly keys: ReadonlyMap<string, Buffer>;
  /** The id of the key that seals new content. */
  readonly keyId: string;

  /** @param keys keys of 32 bytes. The first one seals, all of them open: the others are from before a rotation. */
  constructor(keys: readonly [Buffer, ...Buffer[]]) {
    this.keys = new Map(keys.map((key) => [sealingKeyId(key), key]));
    this.keyId = sealingKeyId(keys[0]);
  }

  seal(content: Buffer, context: string): Sealed {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.keyOf(this.keyId), nonce);
    cipher.setAAD(Buffer.from(context));
    const ciphertext = Buffer.concat([cipher.update(content), cipher.final()]);
    return { keyId: this.keyId, sealed: Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]) };
  }

  /** @throws CannotOpenError */
  open({ keyId, sealed }: Sealed, context: string): Buffer {
    const key = this.keyOf(keyId);
    const tagEnd = NONCE_BYTES + TAG_BYTES;
    try {
      const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(sealed.subarray(NONCE_BYTES, tagEnd));
      decipher.setAAD(Buffer.from(context));
      return Buffer.concat([decipher.update(sealed.subarray(tagEnd)), decipher.final()]);
    } catch (error) {
      throw new CannotOpenError('what was sealed was changed or moved', { cause: error });
    }
  }

  private keyOf(keyId: string): Buffer {
    const key = this.keys.get(keyId);
    if (key === undefined) throw new CannotOpenError(`no key ${keyId}`);
    return key;
  }
}

/**
 * Identifies a key in the rows that it sealed: the first characters of its hash, which every replica computes without
 * configuration.
 */
export function sealingKeyId(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}
