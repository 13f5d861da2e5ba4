import type { FastifyError, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { Gatekeeper } from '../access/gatekeeper.js';
import { noteOf } from './operation-note.js';
import { formatError, graphError, publicError, type ErrorCode } from './errors.js';

/** Answers what Fastify refuses before GraphQL sees it (no JSON, too large, another content type) the GraphQL way. */
export function answerRefusedRequest(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const status = error.statusCode ?? 500;
  if ('headers' in error) void reply.headers(error.headers as Record<string, string>);
  if (status >= 500) request.log.error({ err: error }, 'a GraphQL request failed');
  const { code, message } = publicError(status >= 500 ? error : refusal(status, error.message));
  refuse(reply, status, code, message);
}

/** Answers whoever is not the router before a byte of the body is read. */
export function refuseStrangers({ admits }: Gatekeeper): onRequestHookHandler {
  return (request, reply, done) => {
    if (admits(request.headers['router-authorization'])) done();
    else refuse(reply, 401, 'UNAUTHENTICATED', 'Only the router may ask here.');
  };
}

/** For a person who opens the endpoint by `curl`, or in a browser where there is no page. */
export function rejectGet(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = graphError(
    'BAD_USER_INPUT',
    'Send GraphQL operations by POST, with the header `content-type: application/json` and a body such as {"query":"{ __typename }"}.',
  );
  return reply
    .code(405)
    .header('allow', 'POST')
    .send({ errors: [formatError(error.toJSON(), error)] });
}

function refuse(reply: FastifyReply, status: number, code: ErrorCode, message: string): void {
  noteOf(reply.request).codes.add(code);
  void reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}

function refusal(status: number, message: string): Error {
  return graphError(status === 413 ? 'LIMIT_EXCEEDED' : 'BAD_USER_INPUT', message);
}
