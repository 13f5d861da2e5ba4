import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { graphError, publicError } from './errors.js';

/** Answers what Fastify refuses before GraphQL sees it (no JSON, too large, another content type) the GraphQL way. */
export function answerRefusedRequest(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const status = error.statusCode ?? 500;
  if (status >= 500) request.log.error({ err: error }, 'a GraphQL request failed');
  const { code, message } = publicError(status >= 500 ? error : refusal(status, error.message));
  void reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}

function refusal(status: number, message: string): Error {
  return graphError(status === 413 ? 'LIMIT_EXCEEDED' : 'BAD_USER_INPUT', message);
}
