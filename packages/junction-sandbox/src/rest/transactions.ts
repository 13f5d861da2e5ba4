import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Transaction } from '../lab/transaction.js';
import { combinedResults } from '../wire/results.js';
import { transactionBody } from '../wire/transaction.js';
import { read, uuid } from './input.js';
import { noResults, RejectionError } from './rejection-error.js';

const Path = z.object({ transaction_id: uuid });

/** Finds the transaction that a path names. */
export function transactionFinder(transactions: { get(id: string): Transaction | undefined }) {
  return (params: unknown): Transaction => {
    const transaction = transactions.get(read(Path, 'path', params).transaction_id);
    if (!transaction) throw new RejectionError(404, 'Order transaction not found');
    return transaction;
  };
}

/** Serves `GET /v3/order_transaction/{id}` and its combined results. */
export function addTransactionRoutes(
  server: FastifyInstance,
  requested: (params: unknown) => Transaction,
): void {
  server.get('/v3/order_transaction/:transaction_id', ({ params }) =>
    transactionBody(requested(params)),
  );

  server.get('/v3/order_transaction/:transaction_id/result', ({ params }) => {
    const transaction = requested(params);
    const results = combinedResults(transaction);
    if (!results) throw noResults(transaction.orders[0]?.id ?? transaction.id);
    return results;
  });
}
