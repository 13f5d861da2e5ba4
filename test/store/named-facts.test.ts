import type { PoolClient } from 'pg';
import { Ingester } from '../../src/ingest/ingester.js';
import type { Fact } from '../../src/orders/facts.js';
import { FIND_PERSON } from '../../src/store/write/find-person.js';
import { NAMED_MESSAGES, readNamedFacts } from '../../src/store/write/named-facts.js';
import { journeys } from '../support/journeys.js';
import { messagesOf } from '../support/messages.js';
import { useTestDatabase } from '../support/use-database.js';
import { useResource } from '../support/use-resource.js';

const messages = journeys.flatMap(({ webhooks, name }) => messagesOf(webhooks, name));

const { pool } = useTestDatabase();
const client = useResource<PoolClient>(
  () => pool.connect(),
  (it) => {
    it.release();
  },
);

beforeAll(async () => {
  const ingester = new Ingester(pool);
  await Promise.all(messages.map((message) => ingester.take(message)));
  const tracked: Fact = {
    kind: 'TRACK',
    orderId: '00000000-0000-4000-8000-000000000001',
    transactionId: '00000000-0000-4000-8000-000000000002',
    userId: 'a "quoted", [odd] user',
  };
  await ingester.take({ source: 'TRACK', key: 'tracked', eventType: null, fact: tracked });
  const block = messages.flatMap(({ fact }) =>
    fact?.kind === 'ORDER' && fact.block ? [fact.block] : [],
  )[0];
  if (!block) throw new Error('no journey has a block');
  const reported: Fact = { kind: 'TRANSACTION', block };
  await ingester.take({ source: 'REST', key: 'reported', eventType: null, fact: reported });
});

/** Every id of an order, a parent or a transaction anywhere in a fact. */
function idsIn(fact: object): string[] {
  return Object.entries(fact).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'object' && value !== null) return idsIn(value);
    return ['orderId', 'parentId', 'transactionId'].includes(name) && typeof value === 'string'
      ? [value]
      : [];
  });
}

async function allFacts(): Promise<{ key: string; fact: Fact }[]> {
  const { rows } = await client.query<{ key: string; fact: Fact }>(
    'SELECT key, fact FROM webhook_inbox WHERE fact IS NOT NULL ORDER BY source, key',
  );
  return rows;
}

const keysOf = (facts: readonly { key: string }[]) => facts.map(({ key }) => key);

test('every fact is found by each order, parent and transaction that it names, and no other fact is', async () => {
  const facts = await allFacts();
  const ids = new Set(facts.flatMap(({ fact }) => idsIn(fact)));
  expect(ids.size).toBeGreaterThan(40);
  for (const id of ids) {
    const naming = facts.filter(({ fact }) => idsIn(fact).includes(id));
    expect(keysOf(await readNamedFacts(client, [id], null))).toEqual(keysOf(naming));
  }
});

test('every fact is found by its person', async () => {
  const facts = await allFacts();
  const userOf = (fact: Fact) => ('userId' in fact ? fact.userId : null);
  const users = new Set(facts.flatMap(({ fact }) => userOf(fact) ?? []));
  expect(users).toContain('a "quoted", [odd] user');
  for (const user of users) {
    const naming = facts.filter(({ fact }) => userOf(fact) === user);
    expect(keysOf(await readNamedFacts(client, [], user))).toEqual(keysOf(naming));
  }
});

test('several names find a fact once', async () => {
  const [first] = await allFacts();
  const ids = idsIn(first?.fact ?? {});
  const found = keysOf(await readNamedFacts(client, ids, null));
  expect(found).toEqual([...new Set(found)]);
  expect(found).toContain(first?.key);
});

test('nothing is found by no name', async () => {
  expect(await readNamedFacts(client, [], null)).toEqual([]);
});

describe('the plan, of as many rows as need an index', () => {
  beforeAll(async () => {
    await client.query(
      `INSERT INTO order_transaction (id, status, changed_at)
       SELECT gen_random_uuid(), 'active', now() FROM generate_series(1, 5000)`,
    );
    await client.query(
      `INSERT INTO lab_order (id, transaction_id, user_id, changed_at, record)
       SELECT id, id, 'person ' || row_number() OVER (), now(), '{}' FROM order_transaction
       WHERE id NOT IN (SELECT transaction_id FROM lab_order WHERE transaction_id IS NOT NULL)`,
    );
    await client.query(
      `INSERT INTO webhook_inbox (source, key, received_at, fact)
       SELECT 'TRACK', 'filler ' || id, now(), jsonb_build_object('kind', 'TRACK', 'orderId', id) FROM lab_order`,
    );
    await client.query('ANALYZE order_transaction, lab_order, webhook_inbox');
  });

  async function planOf(statement: string, values: unknown[]): Promise<string> {
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${statement}`, values);
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  }

  it.each([1, 100, 5_000])('finds the facts of %i names by their index', async (count) => {
    const ids = Array.from({ length: count }, (_, index) => `order ${index}`);
    const statement = `SELECT fact FROM webhook_inbox WHERE ${NAMED_MESSAGES}`;
    const plan = await planOf(statement, [ids, 'a person']);
    expect(plan).toContain('Bitmap Index Scan on webhook_inbox_names_index');
    expect(plan).not.toContain('Seq Scan');
  });

  it('finds the orders of a person by the indexes of users and transactions', async () => {
    const plan = await planOf(FIND_PERSON.text, ['person 1']);
    expect(plan).toContain('lab_order_user_index');
    expect(plan).toContain('lab_order_transaction_id_index');
    expect(plan).not.toContain('Seq Scan');
  });
});
