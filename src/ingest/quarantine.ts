import type { Pool } from 'pg';
import { CannotOpen, type Sealer } from '../database/sealer.js';
import type { Instant } from '../junction/instant.js';
import { unavailable } from './ingester.js';

/** A signed message that could not be taken in, whole. */
export interface QuarantinedMessage {
  readonly messageId: string;
  /** A word of a closed list, safe to log. */
  readonly reason: string;
  readonly body: Buffer;
}

/** A quarantined message without its body. */
export interface QuarantineEntry {
  readonly messageId: string;
  readonly reason: string;
  readonly receivedAt: Instant;
  /** In bytes. */
  readonly size: number;
}

/** A body as it lies at rest: sealed, unless there is no key. */
interface BodyAtRest {
  readonly body: Buffer;
  readonly keyId: string | null;
}

/**
 * Messages that are signed and cannot be taken in, kept whole and apart until an operator or time ends it. Bodies hold
 * all that Junction sent, so they are sealed where there is a key.
 */
export class Quarantine {
  /** @param sealer null: bodies lie as they came. */
  constructor(
    private readonly pool: Pool,
    private readonly sealer: Sealer | null,
  ) {}

  /**
   * Keeps a message; its id is noted in the inbox too, so that it is known there. Resolves after the commit.
   *
   * @returns false when the id was known.
   * @throws IngestUnavailable
   */
  async keep({ messageId, reason, body }: QuarantinedMessage): Promise<boolean> {
    const atRest = this.seal(messageId, body);
    const values = [messageId, reason, atRest.body, atRest.keyId];
    const { rowCount } = await this.pool.query({ ...KEEP, values }).catch(unavailable);
    return rowCount === 1;
  }

  async count(): Promise<number> {
    const { rows } = await this.pool.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM webhook_quarantine',
    );
    return rows[0]?.count ?? 0;
  }

  /** All messages, the oldest first. */
  async list(): Promise<QuarantineEntry[]> {
    const { rows } = await this.pool.query<QuarantineEntry>(
      `SELECT message_id AS "messageId", reason, received_at AS "receivedAt",
              length(body) AS size
       FROM webhook_quarantine ORDER BY received_at, message_id`,
    );
    return rows;
  }

  /**
   * One message, opened; null when there is none of that id.
   *
   * @throws CannotOpen when it was sealed with a key that is not here.
   */
  async find(messageId: string): Promise<QuarantinedMessage | null> {
    const { rows } = await this.pool.query<BodyAtRest & { reason: string }>(
      'SELECT reason, body, key_id AS "keyId" FROM webhook_quarantine WHERE message_id = $1',
      [messageId],
    );
    const [row] = rows;
    return row ? { messageId, reason: row.reason, body: this.open(messageId, row) } : null;
  }

  /** The ids of messages whose bodies the present key has not sealed: an older one has, or none. */
  async listSealedOtherwise(): Promise<string[]> {
    const { rows } = await this.pool.query<{ messageId: string }>(
      `SELECT message_id AS "messageId" FROM webhook_quarantine
       WHERE key_id IS DISTINCT FROM $1 ORDER BY message_id`,
      [this.sealer?.keyId ?? null],
    );
    return rows.map(({ messageId }) => messageId);
  }

  /**
   * Seals the body of a message with the present key, if the message is still there.
   *
   * @throws CannotOpen when it was sealed with a key that is not here.
   */
  async reseal(messageId: string): Promise<void> {
    const message = await this.find(messageId);
    if (message === null) return;
    const { body, keyId } = this.seal(messageId, message.body);
    await this.pool.query(
      'UPDATE webhook_quarantine SET body = $2, key_id = $3 WHERE message_id = $1',
      [messageId, body, keyId],
    );
  }

  /** Removes a message for good; its id stays known. @returns whether there was one. */
  async drop(messageId: string): Promise<boolean> {
    const { rowCount } = await this.pool.query(
      'DELETE FROM webhook_quarantine WHERE message_id = $1',
      [messageId],
    );
    return rowCount === 1;
  }

  /** Removes what has been kept for longer than so many days. @returns how many. */
  async expire(days: number): Promise<number> {
    const { rowCount } = await this.pool.query(
      `DELETE FROM webhook_quarantine WHERE received_at < now() - $1 * interval '1 day'`,
      [days],
    );
    return rowCount ?? 0;
  }

  private seal(messageId: string, body: Buffer): BodyAtRest {
    if (this.sealer === null) return { body, keyId: null };
    const { sealed, keyId } = this.sealer.seal(body, contextOf(messageId));
    return { body: sealed, keyId };
  }

  private open(messageId: string, { body, keyId }: BodyAtRest): Buffer {
    if (keyId === null) return body;
    if (this.sealer === null) throw new CannotOpen('no key is set');
    return this.sealer.open({ keyId, sealed: body }, contextOf(messageId));
  }
}

const KEEP = {
  name: 'quarantine-message',
  text: `WITH noted AS (
           INSERT INTO webhook_inbox (source, key) VALUES ('WEBHOOK', $1)
           ON CONFLICT DO NOTHING RETURNING key
         )
         INSERT INTO webhook_quarantine (message_id, reason, body, key_id)
         SELECT key, $2, $3, $4 FROM noted`,
};

function contextOf(messageId: string): string {
  return `webhook_quarantine ${messageId}`;
}
