import type { ClientBase } from 'pg';
import type { Fact } from '../../orders/facts.js';
import type { InboxKey, StoredFact } from './inbox.js';

const PAGE = 500;

/** All facts of the inbox, page by page. */
export async function* readInboxFacts(client: ClientBase): AsyncGenerator<Fact[]> {
  let last: InboxKey = { source: '', key: '' };
  for (;;) {
    const { rows } = await client.query<StoredFact>(
      `SELECT source, key, fact FROM webhook_inbox
       WHERE (source, key) > ($1, $2) AND fact IS NOT NULL ORDER BY source, key LIMIT ${PAGE}`,
      [last.source, last.key],
    );
    if (rows.length === 0) return;
    last = rows.at(-1) ?? last;
    yield rows.map(({ fact }) => fact);
  }
}

export async function countInboxFacts(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM webhook_inbox WHERE fact IS NOT NULL',
  );
  return rows[0]?.count ?? 0;
}
