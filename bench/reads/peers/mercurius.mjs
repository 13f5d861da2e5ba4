/**
 * Mercurius with its JIT and its loaders over hand-written prepared statements. It has no access control and no audit
 * trail. Receives the URL of the database and prints its own URL.
 */
import { mercuriusFederationPlugin } from '@mercuriusjs/federation';
import Fastify from 'fastify';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import pg from 'pg';

// Idle connections stay open during the turns of the other contenders, so the cost of a new session is not measured.
const pool = new pg.Pool({ connectionString: process.argv[2], max: 10, idleTimeoutMillis: 60_000 });

const read = async (name, text, value) => (await pool.query({ name, text, values: [value] })).rows;

const transactions = async (ids) => {
  const rows = await read(
    'transactions',
    'SELECT id, status FROM order_transaction WHERE id = ANY($1::uuid[])',
    ids,
  );
  return inOrder(ids, rows);
};
const orders = async (ids) => {
  const rows = await read(
    'orders',
    'SELECT id, transaction_id AS "transactionId", origin, status FROM lab_order WHERE id = ANY($1::uuid[])',
    ids,
  );
  return inOrder(ids, rows);
};

function inOrder(ids, rows) {
  const rowById = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id) => rowById.get(id) ?? null);
}

const resolvers = {
  Query: {
    orderTransactions: async (_root, { userId, first }) => {
      const rows = await pool.query({
        name: 'page',
        text: `SELECT id, status FROM order_transaction
               WHERE id IN (SELECT transaction_id FROM lab_order WHERE user_id = $1)
               ORDER BY created_at DESC, id DESC LIMIT $2`,
        values: [userId, first],
      });
      return { edges: rows.rows.map((node) => ({ node })) };
    },
  },
  OrderTransaction: { status: ({ status }) => status.toUpperCase() },
  Order: {
    origin: ({ origin }) => origin?.toUpperCase() ?? null,
    status: ({ status }) => status.slice(status.lastIndexOf('.') + 1).toUpperCase(),
  },
};

const loaders = {
  OrderTransaction: {
    __resolveReference: (queries) => transactions(queries.map(({ obj }) => obj.id)),
    orders: async (queries) => {
      const ids = queries.map(({ obj }) => obj.id);
      const rows = await read(
        'orders-of-transactions',
        `SELECT id, transaction_id AS "transactionId", origin, status FROM lab_order
         WHERE transaction_id = ANY($1::uuid[])
         ORDER BY created_at, origin IS DISTINCT FROM 'initial', id`,
        ids,
      );
      const rowsById = new Map(ids.map((id) => [id, []]));
      for (const row of rows) rowsById.get(row.transactionId).push(row);
      return ids.map((id) => rowsById.get(id));
    },
  },
  Order: {
    __resolveReference: (queries) => orders(queries.map(({ obj }) => obj.id)),
    transaction: (queries) => transactions(queries.map(({ obj }) => obj.transactionId)),
  },
};

const fastify = Fastify({ bodyLimit: 2 ** 20 });
fastify.register(mercuriusFederationPlugin, {
  schema: readFileSync(path.join(import.meta.dirname, 'schema.graphql'), 'utf8'),
  resolvers,
  loaders,
  jit: 1,
});
await fastify.ready();
process.stdout.write(`${await fastify.listen({ host: '127.0.0.1', port: 0 })}\n`);
