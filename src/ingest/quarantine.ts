import { setTimeout as pause } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import { In, Not, type DataSource, type Repository } from 'typeorm';
import { Batcher } from '../database/batcher.js';
import { CannotOpenError, type Sealer } from '../database/sealer.js';
import type { Instant } from '../junction/instant.js';
import { InboxEntity } from '../store/entities.js';
import type { InboxMessage } from '../store/write/inbox.js';
import { throwUnavailable } from './ingester.js';
import { QuarantineEntity } from './quarantine-entity.js';

/** A signed message that was not applied, with its whole body. */
export interface QuarantinedMessage {
  readonly messageId: string;
  /** One of a closed list of words, safe to log. */
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

/** The reason of a message that was answered with 503: the sender repeats it, and its id is not known yet. */
export const PENDING = 'PENDING';

/** Bodies have some 20 KB, and 1 MiB at most. */
const PENDING_LIMITS = { batches: 1, batchSize: 4 * 1024 * 1024, waiting: 200 };
/** The sender waits for the response, so a slow database must not delay it further. */
const PENDING_WAIT_MS = 1_000;

/**
 * Signed messages that were not applied, stored whole until an operator, a later attempt or the retention time removes
 * them. Bodies contain everything that Junction sent, so they are sealed where a key is configured.
 */
export class Quarantine {
  private readonly messages: Repository<QuarantineEntity>;
  /** Built once, because every batch of webhooks runs it. */
  private removal: string | undefined;
  private readonly pending = new Batcher(
    (messages: readonly Omit<QuarantinedMessage, 'reason'>[]) => this.insertPending(messages),
    PENDING_LIMITS,
    ({ body }) => body.length,
  );

  /** @param sealer null: bodies are stored unencrypted. */
  constructor(
    private readonly dataSource: DataSource,
    private readonly sealer: Sealer | null,
  ) {
    this.messages = dataSource.getRepository(QuarantineEntity);
  }

  /**
   * Stores a message, and its id in the inbox. Resolves after the commit.
   *
   * @returns false when the id was known.
   * @throws IngestUnavailableError
   */
  async store({ messageId, reason, body }: QuarantinedMessage): Promise<boolean> {
    const row = { messageId, reason, ...this.seal(messageId, body) };
    return this.dataSource
      .transaction(async (manager) => {
        const inbox = await manager
          .createQueryBuilder()
          .insert()
          .into(InboxEntity)
          .values({ source: 'WEBHOOK', key: messageId })
          .orIgnore()
          .returning('key')
          .execute();
        const isNew = (inbox.raw as readonly unknown[]).length === 1;
        // A pending copy of the message is replaced, or removed where the message was already handled.
        if (isNew) await manager.upsert(QuarantineEntity, row, ['messageId']);
        else await manager.delete(QuarantineEntity, { messageId, reason: PENDING });
        return isNew;
      })
      .catch(throwUnavailable);
  }

  /**
   * Stores a copy of a message that was answered with 503, so that operators see it before the sender gives up. Best
   * effort: it never rejects, and resolves after a second at most.
   */
  async storePending(message: Omit<QuarantinedMessage, 'reason'>): Promise<void> {
    const stored = this.pending.submit(message).catch(() => undefined);
    await Promise.race([stored, pause(PENDING_WAIT_MS, undefined, { ref: false })]);
  }

  /** Removes the pending copies of messages within the database transaction that stores them in the inbox. */
  async removePending(client: ClientBase, messages: readonly InboxMessage[]): Promise<void> {
    this.removal ??= this.removalOfPending();
    const values = [messages.map(({ key }) => key), PENDING];
    await client.query({ name: 'remove-pending-messages', text: this.removal, values });
  }

  /** The number of messages that wait for an operator, without pending ones. */
  count(): Promise<number> {
    return this.messages.countBy({ reason: Not(PENDING) });
  }

  countPending(): Promise<number> {
    return this.messages.countBy({ reason: PENDING });
  }

  /** Returns all messages, or at most this many, oldest first. */
  list(most?: number): Promise<QuarantineEntry[]> {
    return this.messages
      .createQueryBuilder('message')
      .select('message.messageId', 'messageId')
      .addSelect('message.reason', 'reason')
      .addSelect('message.receivedAt', 'receivedAt')
      .addSelect('length(message.body)', 'size')
      .orderBy('message.receivedAt')
      .addOrderBy('message.messageId')
      .limit(most)
      .getRawMany<QuarantineEntry>();
  }

  /**
   * Returns one message with its body; null when the id is unknown.
   *
   * @throws CannotOpenError when the body was sealed with a key that is not configured.
   */
  async find(messageId: string): Promise<QuarantinedMessage | null> {
    const row = await this.messages.findOneBy({ messageId });
    return row && { messageId, reason: row.reason, body: this.open(row) };
  }

  /** Returns the ids of messages whose bodies are not sealed with the current key: with an older key, or not at all. */
  async listSealedOtherwise(): Promise<string[]> {
    const rows = await this.messages
      .createQueryBuilder('message')
      .select('message.messageId')
      .where('message.keyId IS DISTINCT FROM :keyId', { keyId: this.sealer?.keyId ?? null })
      .orderBy('message.messageId')
      .getMany();
    return rows.map(({ messageId }) => messageId);
  }

  /**
   * Seals the body of a message with the current key, if the message still exists.
   *
   * @throws CannotOpenError when the body was sealed with a key that is not configured.
   */
  async reseal(messageId: string): Promise<void> {
    const message = await this.find(messageId);
    if (message === null) return;
    await this.messages.update({ messageId }, this.seal(messageId, message.body));
  }

  /**
   * Deletes a message; the id of a message that is not pending stays known.
   *
   * @returns whether it existed.
   */
  async drop(messageId: string): Promise<boolean> {
    const { affected } = await this.messages.delete({ messageId });
    return affected === 1;
  }

  /** Deletes messages within the open transaction of a connection. */
  async dropWithin(
    connection: Pick<ClientBase, 'query'>,
    messageIds: readonly string[],
  ): Promise<void> {
    const removal = this.messages.createQueryBuilder().delete();
    const [text, values] = removal.where({ messageId: In(messageIds) }).getQueryAndParameters();
    await connection.query(text, values);
  }

  /**
   * Deletes the messages that have been stored for more than this many days.
   *
   * @returns their number.
   */
  async expire(days: number): Promise<number> {
    const { affected } = await this.messages
      .createQueryBuilder()
      .delete()
      .where(EXPIRED, { days })
      .execute();
    return affected ?? 0;
  }

  /** @returns how many messages {@link expire} would remove */
  countExpired(days: number): Promise<number> {
    return this.messages.createQueryBuilder().where(EXPIRED, { days }).getCount();
  }

  private async insertPending(
    messages: readonly Omit<QuarantinedMessage, 'reason'>[],
  ): Promise<readonly undefined[]> {
    const rows = messages.map(({ messageId, body }) => ({
      messageId,
      reason: PENDING,
      ...this.seal(messageId, body),
    }));
    const insert = this.messages.createQueryBuilder().insert().values(rows);
    await insert.orIgnore().updateEntity(false).execute();
    return messages.map(() => undefined);
  }

  private removalOfPending(): string {
    const [text] = this.messages
      .createQueryBuilder()
      .delete()
      // One parameter for all ids: the statement is prepared once.
      .where('message_id = ANY(:messageIds) AND reason = :reason', {
        messageIds: [],
        reason: PENDING,
      })
      .getQueryAndParameters();
    return text;
  }

  private seal(messageId: string, body: Buffer): Pick<QuarantineEntity, 'body' | 'keyId'> {
    if (this.sealer === null) return { body, keyId: null };
    const { sealed, keyId } = this.sealer.seal(body, contextOf(messageId));
    return { body: sealed, keyId };
  }

  private open({ messageId, body, keyId }: QuarantineEntity): Buffer {
    if (keyId === null) return body;
    if (this.sealer === null) throw new CannotOpenError('no key is set');
    return this.sealer.open({ keyId, sealed: body }, contextOf(messageId));
  }
}

const EXPIRED = `received_at < now() - :days * interval '1 day'`;

function contextOf(messageId: string): string {
  return `webhook_quarantine ${messageId}`;
}
