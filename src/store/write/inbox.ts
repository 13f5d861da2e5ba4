import type { ClientBase } from 'pg';
import { CollisionError } from '../../database/transaction.js';
import { errorCode } from '../../database/transient-error.js';
import type { Fact } from '../../orders/facts.js';

const UNIQUE_VIOLATION = '23505';

/** The primary key of a message in the inbox. */
export interface InboxKey {
  readonly source: string;
  /** Unique for each source: the message id of a webhook, the hash of any other fact. */
  readonly key: string;
}

/** A received message, before its fact joins the mirror. */
export interface InboxMessage extends InboxKey {
  readonly source: 'WEBHOOK' | 'REST' | 'TRACK';
  readonly eventType: string | null;
  /** Null for a webhook that is acknowledged but does not concern an order. */
  readonly fact: Fact | null;
}

/** A fact that the inbox contains, with the primary key of its message. */
export interface StoredFact extends InboxKey {
  readonly fact: Fact;
}

/**
 * Finds the messages that are in the inbox.
 *
 * @returns their keys, as {@link keyText} returns them
 */
export async function findMessages(
  client: ClientBase,
  messages: readonly InboxKey[],
): Promise<Set<string>> {
  const { rows } = await client.query<InboxKey>({
    name: 'find-messages',
    text: `SELECT source, key FROM unnest($1::text[], $2::text[]) AS named (source, key)
           CROSS JOIN LATERAL (
             SELECT FROM webhook_inbox WHERE source = named.source AND key = named.key OFFSET 0
           ) AS it`,
    values: keyColumns(messages),
  });
  return new Set(rows.map(keyText));
}

/**
 * Inserts messages that the inbox does not contain. The facts are given one per line (JSON escapes line breaks), and the
 * line `null` becomes NULL: Postgres would parse a fact twice within a JSON list of rows.
 *
 * @throws CollisionError when another session stored one of them after the inbox was searched
 */
export async function insertMessages(
  client: ClientBase,
  messages: readonly InboxMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  // Sorted, so two batches with the same keys cannot deadlock.
  const sorted = messages.toSorted((a, b) => (keyText(a) < keyText(b) ? -1 : 1));
  await client
    .query({
      name: 'insert-messages',
      text: `INSERT INTO webhook_inbox (source, key, event_type, fact)
             SELECT source, key, event_type, fact::jsonb
             FROM ROWS FROM (
               unnest($1::text[], $2::text[], $3::text[]), string_to_table($4, E'\\n', 'null')
             ) AS it (source, key, event_type, fact)`,
      values: [
        ...keyColumns(sorted),
        sorted.map(({ eventType }) => eventType),
        sorted.map(({ fact }) => JSON.stringify(fact)).join('\n'),
      ],
    })
    .catch((error: unknown) => {
      throw errorCode(error) === UNIQUE_VIOLATION
        ? new CollisionError('Another session stored one of the messages.')
        : error;
    });
}

/** Deletes messages. A later message with the same key counts as new. */
export async function deleteMessages(
  database: Pick<ClientBase, 'query'>,
  messages: readonly InboxKey[],
): Promise<void> {
  if (messages.length === 0) return;
  await database.query({
    name: 'delete-messages',
    text: `DELETE FROM webhook_inbox USING unnest($1::text[], $2::text[]) AS gone (source, key)
           WHERE webhook_inbox.source = gone.source AND webhook_inbox.key = gone.key`,
    values: keyColumns(messages),
  });
}

/** Deletes facts from the inbox. The ids of webhooks remain, without a fact, so a repeated webhook is a duplicate. */
export async function clearFacts(client: ClientBase, facts: readonly InboxKey[]): Promise<void> {
  if (facts.length === 0) return;
  const webhooks = facts.filter(({ source }) => source === 'WEBHOOK');
  await client.query({
    name: 'clear-facts',
    text: `UPDATE webhook_inbox SET fact = NULL WHERE source = 'WEBHOOK' AND key = ANY($1::text[])`,
    values: [webhooks.map(({ key }) => key)],
  });
  await deleteMessages(
    client,
    facts.filter(({ source }) => source !== 'WEBHOOK'),
  );
}

/** Replaces the facts of messages, for example by their remaining parts after an erasure. */
export async function replaceFacts(
  client: ClientBase,
  facts: readonly StoredFact[],
): Promise<void> {
  if (facts.length === 0) return;
  await client.query({
    name: 'replace-facts',
    text: `UPDATE webhook_inbox SET fact = it.fact
           FROM json_to_recordset($1) AS it (source text, key text, fact jsonb)
           WHERE webhook_inbox.source = it.source AND webhook_inbox.key = it.key`,
    values: [JSON.stringify(facts)],
  });
}

/** The primary key as one text, for sets and for sorting. */
export function keyText({ source, key }: InboxKey): string {
  return `${source} ${key}`;
}

/** The primary keys as the first two parameters of a statement: a list of sources and a list of keys. */
function keyColumns(messages: readonly InboxKey[]): [sources: string[], keys: string[]] {
  return [messages.map(({ source }) => source), messages.map(({ key }) => key)];
}
