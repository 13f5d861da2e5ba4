import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
export const SEALING_KEY_BYTES = 32;
/** 96 bits drawn at random: a key may seal billions of times before two are likely to meet. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypted content as it is stored. */
export interface Sealed {
  /** Identifies the key that opens it; the key cannot be derived from it. */
  readonly keyId: string;
  /** Nonce, authentication tag, ciphertext. */
  readonly sealed: Buffer;
}

/** Sealed under a key that is not here, in another context, or changed since. */
export class CannotOpenError extends Error {}

/**
 * Seals content for rest with AES-256-GCM. Someone with the database but no key can read nothing, and what was moved to
 * another row or changed does not open: the context in which it was sealed is part of its seal.
 */
export class Sealer {
  private readonly keys: ReadonlyMap<string, Buffer>;
  /** The key that seals from now on. */
  readonly keyId: string;

  /** @param keys of 32 bytes. The first seals, all of them open: the others are those of before a rotation. */
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
 * Identifies a key in the rows that it sealed: the beginning of its hash, which is the same in every replica without
 * configuration.
 */
export function sealingKeyId(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}
