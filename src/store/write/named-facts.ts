import type { ClientBase } from 'pg';
import type { StoredFact } from './inbox.js';

/** The expression of webhook_inbox_names_index: the orders, parents and transactions that a fact names, and its person. */
const NAMES = `string_to_array(
  translate(
    (
      coalesce(it.fact -> 'orderId', '[]')
      || coalesce(it.fact -> 'transactionId', '[]')
      || coalesce(it.fact #> '{block,transactionId}', '[]')
      || jsonb_path_query_array(it.fact, '$.block.entries[*].orderId')
      || jsonb_path_query_array(it.fact, '$.block.entries[*].parentId ? (@ != null)')
    )::text,
    '[]" ', ''
  ) || coalesce(',' || hashtextextended(it.fact ->> 'userId', 0)::text, ''),
  ','
)`;

/**
 * The condition that a message of webhook_inbox names one of the ids `$1` or the person `$2`. It joins with each
 * name, so Postgres uses the index for any number of names.
 */
export const NAMED_MESSAGES = `ctid = ANY(ARRAY(
  SELECT DISTINCT it.ctid
  FROM unnest(array_append($1::text[], hashtextextended($2, 0)::text)) AS name
  JOIN webhook_inbox AS it ON it.fact IS NOT NULL AND ${NAMES} @> ARRAY[name]))`;

const NAMED_FACTS = {
  name: 'named-facts',
  text: `SELECT source, key, fact FROM webhook_inbox WHERE ${NAMED_MESSAGES} ORDER BY source, key`,
};

/**
 * Reads the facts of the inbox that name any of these orders or transactions, or the person. The person is looked up
 * by a hash, so the result may include a fact about another person.
 *
 * @param userId the company's id of a person
 */
export async function readNamedFacts(
  client: ClientBase,
  ids: Iterable<string>,
  userId: string | null,
): Promise<StoredFact[]> {
  const { rows } = await client.query<StoredFact>({ ...NAMED_FACTS, values: [[...ids], userId] });
  return rows;
}
