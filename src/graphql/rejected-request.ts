import type { FastifyError, FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';
import type { Authenticator } from '../access/authenticator.js';
import { operationLogOf } from './operation-log.js';
import { serializeError, graphError, publicError, type ErrorCode } from './errors.js';

/**
 * Responds to a request that Fastify rejects before GraphQL (not JSON, too large, another content type), with the
 * format of GraphQL.
 */
export function sendRequestError(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const status = error.statusCode ?? 500;
  if ('headers' in error) void reply.headers(error.headers as Record<string, string>);
  if (status >= 500) request.log.error({ err: error }, 'a GraphQL request failed');
  const { code, message } = publicError(status >= 500 ? error : callerFault(status, error.message));
  reject(reply, status, code, message);
}

/** Rejects a request without the router's secret before a byte of its body is read. */
export function requireRouter({ isAdmitted }: Authenticator): onRequestHookHandler {
  return (request, reply, done) => {
    if (isAdmitted(request.headers['router-authorization'])) done();
    else reject(reply, 401, 'UNAUTHENTICATED', 'Only the router may send requests here.');
  };
}

/** For a person who opens the endpoint with `curl`, or in a browser where no page is served. */
export function rejectGet(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const error = graphError(
    'BAD_USER_INPUT',
    'Send GraphQL operations by POST, with the header `content-type: application/json` and a body such as {"query":"{ __typename }"}.',
  );
  return reply
    .code(405)
    .header('allow', 'POST')
    .send({ errors: [serializeError(error)] });
}

/** Rejects a request whose client accepts no format of a response. */
export function rejectAccept(reply: FastifyReply): FastifyReply {
  const message =
    'The header `accept` must allow `application/json`, `application/graphql-response+json` or `text/event-stream`.';
  return reject(reply, 406, 'BAD_USER_INPUT', message);
}

function reject(
  reply: FastifyReply,
  status: number,
  code: ErrorCode,
  message: string,
): FastifyReply {
  operationLogOf(reply.request).codes.add(code);
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}

function callerFault(status: number, message: string): Error {
  return graphError(status === 413 ? 'LIMIT_EXCEEDED' : 'BAD_USER_INPUT', message);
}
