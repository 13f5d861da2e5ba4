/**
 * The upper limit: bare `node:http`, one hand-written prepared statement for each query, and hand-written JSON. It
 * has no GraphQL, no access control and no audit trail. Receives the URL of the database and prints its own URL.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import type { QueryName } from '../queries.js';

interface Reference {
  readonly id: string;
}
interface Request {
  readonly operationName: QueryName;
  readonly variables: { readonly representations: readonly Reference[]; readonly userId: string };
}
type Cells = (string | null)[];

const ORDERS_OF_TRANSACTION = `lab_order.created_at, lab_order.origin IS DISTINCT FROM 'initial', lab_order.id`;

const TRANSACTIONS = `
  SELECT order_transaction.id, order_transaction.status, lab_order.id, lab_order.origin, lab_order.status
  FROM order_transaction LEFT JOIN lab_order ON lab_order.transaction_id = order_transaction.id
  WHERE order_transaction.id = ANY($1::uuid[])
  ORDER BY ${ORDERS_OF_TRANSACTION}`;
const PAGE_OF_USER = `
  SELECT page.id, page.status, lab_order.id, lab_order.origin, lab_order.status
  FROM (
    SELECT id, status, created_at FROM order_transaction
    WHERE id IN (SELECT transaction_id FROM lab_order WHERE user_id = $1)
    ORDER BY created_at DESC, id DESC LIMIT 20
  ) AS page LEFT JOIN lab_order ON lab_order.transaction_id = page.id
  ORDER BY page.created_at DESC, page.id DESC, ${ORDERS_OF_TRANSACTION}`;
const ORDERS = `
  SELECT lab_order.id, lab_order.origin, lab_order.status, order_transaction.id, order_transaction.status
  FROM lab_order LEFT JOIN order_transaction ON order_transaction.id = lab_order.transaction_id
  WHERE lab_order.id = ANY($1::uuid[])`;

// Idle connections stay open during the turns of the other contenders, so the cost of a new session is not measured.
const pool = new Pool({ connectionString: process.argv[2], max: 10, idleTimeoutMillis: 60_000 });

async function read(name: string, text: string, value: unknown): Promise<Cells[]> {
  const query = { name, text, values: [value], rowMode: 'array' };
  return (await pool.query<Cells>(query)).rows;
}

async function answer({ operationName, variables }: Request): Promise<string> {
  if (operationName === 'Q3') return page(await read('page', PAGE_OF_USER, variables.userId));
  const ids = variables.representations.map(({ id }) => id);
  return operationName === 'Q4'
    ? orders(ids, await read('orders', ORDERS, ids))
    : transactions(ids, await read('transactions', TRANSACTIONS, ids));
}

function transactions(ids: readonly string[], rows: readonly Cells[]): string {
  const entities = new Map<string, string>();
  for (const [id, row] of groupedById(rows)) {
    const list = row.map(
      (it) => `{"id":"${it[2]}","origin":${word(it[3])},"status":${low(it[4])}}`,
    );
    entities.set(id, `{"status":${word(row[0]?.[1])},"orders":[${list.join(',')}]}`);
  }
  return `{"data":{"_entities":[${ids.map((id) => entities.get(id) ?? 'null').join(',')}]}}`;
}

function page(rows: readonly Cells[]): string {
  const edges: string[] = [];
  for (const [id, row] of groupedById(rows)) {
    const list = row.map(
      (it) =>
        `{"id":"${it[2]}","origin":${word(it[3])},"status":${low(it[4])},"transaction":{"id":"${id}"}}`,
    );
    edges.push(
      `{"node":{"id":"${id}","status":${word(row[0]?.[1])},"orders":[${list.join(',')}]}}`,
    );
  }
  return `{"data":{"orderTransactions":{"edges":[${edges.join(',')}]}}}`;
}

function orders(ids: readonly string[], rows: readonly Cells[]): string {
  const entities = new Map<string, string>();
  for (const [id, origin, status, transactionId, transactionStatus] of rows) {
    entities.set(
      id ?? '',
      `{"origin":${word(origin)},"status":${low(status)},"transaction":` +
        `{"id":"${transactionId}","status":${word(transactionStatus)}}}`,
    );
  }
  return `{"data":{"_entities":[${ids.map((id) => entities.get(id) ?? 'null').join(',')}]}}`;
}

/** The rows of each id, in the order of the ids. Transactions without orders do not occur. */
function groupedById(rows: readonly Cells[]): Map<string, Cells[]> {
  const groups = new Map<string, Cells[]>();
  for (const row of rows) {
    const id = row[0] ?? '';
    const group = groups.get(id);
    if (group) group.push(row);
    else groups.set(id, [row]);
  }
  return groups;
}

function word(value: string | null | undefined): string {
  return value == null ? 'null' : `"${value.toUpperCase()}"`;
}

function low(status: string | null | undefined): string {
  return word(status?.slice(status.lastIndexOf('.') + 1));
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    void answer(JSON.parse(Buffer.concat(chunks).toString()) as Request).then((json) => {
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(json),
      });
      response.end(json);
    });
  });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
