import type { ClientBase } from 'pg';
import type { Fact } from '../../orders/facts.js';
import { applyFacts } from '../../store/write/apply-facts.js';
import { loadUnshared, type Subjects } from '../../store/write/load.js';
import { factWithout, type Forgotten } from './fact-without.js';
import { relatedFacts, type StoredFact } from './related-facts.js';

/** What was removed. */
export interface ForgottenReport {
  readonly orderIds: readonly string[];
  /** Those of which nothing is left; transactions with orders of others stay. */
  readonly transactionIds: readonly string[];
  readonly facts: number;
  readonly results: number;
}

/**
 * Keeps everybody from writing what is to be forgotten until the client's open database transaction ends: all that
 * enters the mirror enters the inbox first. The transaction may take longer than one of a request, since it reads the
 * inbox as a whole.
 */
export async function holdWriters(client: ClientBase): Promise<void> {
  await client.query('SET LOCAL statement_timeout = 0');
  await client.query('SET LOCAL idle_in_transaction_session_timeout = 0');
  await client.query('LOCK TABLE webhook_inbox, lab_result IN SHARE ROW EXCLUSIVE MODE');
}

/**
 * Removes orders as if nobody had ever told of them: what they share transactions with is rebuilt from the facts that
 * are left, so that the mirror still equals its inbox. Within the client's open database transaction, after
 * {@link holdWriters}.
 */
export async function forgetOrders(
  client: ClientBase,
  forgotten: Forgotten,
): Promise<ForgottenReport> {
  const subjects = { orderIds: new Set(forgotten.orderIds), transactionIds: new Set<string>() };
  const facts = await relatedFacts(client, subjects, forgotten.userId);
  const left = facts.map((stored) => ({ stored, fact: factWithout(stored.fact, forgotten) }));
  const gone = left.flatMap(({ stored, fact }) => (fact === null ? [stored] : []));

  const before = await removeFromMirror(client, subjects);
  await removeFacts(client, gone);
  for (const { stored, fact } of left) {
    if (fact !== null && fact !== stored.fact) await replaceFact(client, stored, fact);
  }
  const kept = left.flatMap(({ fact }) => (fact === null ? [] : [fact]));
  if (kept.length > 0) await applyFacts(client, kept, loadUnshared);
  const after = await knownSubjects(client, subjects);
  return {
    orderIds: before.orderIds.filter((id) => !after.has(id)),
    transactionIds: before.transactionIds.filter((id) => !after.has(id)),
    facts: gone.length,
    results: before.results,
  };
}

async function removeFromMirror(client: ClientBase, subjects: Subjects) {
  const orders = [...subjects.orderIds];
  const transactions = [...subjects.transactionIds];
  const remove = async (table: string, condition: string, ...values: unknown[]) => {
    const statement = `DELETE FROM ${table} AS it WHERE ${condition} RETURNING to_jsonb(it)->>'id' AS id`;
    const { rows } = await client.query<{ id: string }>(statement, values);
    return rows.map(({ id }) => id);
  };
  await remove('order_event', 'order_id = ANY($1::uuid[])', orders);
  await remove('order_notice', 'order_id = ANY($1::uuid[])', orders);
  await remove('transaction_check', 'transaction_id = ANY($1::uuid[])', transactions);
  const results = await remove('lab_result', 'id = ANY($1::uuid[])', [...orders, ...transactions]);
  return {
    orderIds: await remove('lab_order', 'id = ANY($1::uuid[])', orders),
    transactionIds: await remove('order_transaction', 'id = ANY($1::uuid[])', transactions),
    results: results.length,
  };
}

/** The ids of webhooks stay, without a fact, so that one that is sent again is known. */
async function removeFacts(client: ClientBase, gone: readonly StoredFact[]): Promise<void> {
  const keysOf = (webhooks: boolean) =>
    gone.filter(({ source }) => (source === 'WEBHOOK') === webhooks).map(({ key }) => key);
  await client.query(
    `UPDATE webhook_inbox SET fact = NULL WHERE source = 'WEBHOOK' AND key = ANY($1::text[])`,
    [keysOf(true)],
  );
  await client.query(
    `DELETE FROM webhook_inbox WHERE source <> 'WEBHOOK' AND key = ANY($1::text[])`,
    [keysOf(false)],
  );
}

async function replaceFact(
  client: ClientBase,
  { source, key }: StoredFact,
  fact: Fact,
): Promise<void> {
  await client.query('UPDATE webhook_inbox SET fact = $3 WHERE source = $1 AND key = $2', [
    source,
    key,
    JSON.stringify(fact),
  ]);
}

async function knownSubjects(client: ClientBase, subjects: Subjects): Promise<Set<string>> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM lab_order WHERE id = ANY($1::uuid[])
     UNION ALL SELECT id FROM order_transaction WHERE id = ANY($2::uuid[])`,
    [[...subjects.orderIds], [...subjects.transactionIds]],
  );
  return new Set(rows.map(({ id }) => id));
}
