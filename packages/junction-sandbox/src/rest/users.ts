import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { JsonFolder } from '../json-folder.js';
import type { Transaction } from '../lab/transaction.js';
import { userId } from '../wire/owners.js';
import { userBody } from '../wire/user.js';
import { read, uuid } from './input.js';
import { RejectionError } from './rejection-error.js';

const Path = z.object({ user_id: uuid });

/** Serves `GET /v2/user/{id}`, the only endpoint that returns the company's own id of a patient. */
export function addUserRoutes(
  server: FastifyInstance,
  transactions: JsonFolder<Transaction>,
): void {
  server.get('/v2/user/:user_id', ({ params }) => {
    const { user_id: id } = read(Path, 'path', params);
    const transaction = transactions.values().find((it) => userId(it) === id);
    if (!transaction) throw new RejectionError(404, 'User not found');
    return userBody(transaction);
  });
}
