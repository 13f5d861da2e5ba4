import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import type { RequestContext } from '../context.js';
import { serializeError } from '../errors.js';
import { RESPONSE_TOO_LARGE, isTooLarge } from '../limits/response-limits.js';

/** Executes the operation in the body of a request. @returns the body of the response */
export type ExecuteOperation = (
  request: FastifyRequest,
  reply: FastifyReply,
  context: RequestContext,
) => Promise<string | Readable>;

/**
 * Lets Apollo Server execute operations. Unlike `@as-integrations/fastify`, it derives nothing from the `Host` header,
 * which can be absent, empty or invalid in a URL.
 */
export function executeWith(apollo: ApolloServer<RequestContext>): ExecuteOperation {
  return async (request, reply, context) => {
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: headerMap(request),
        search: '',
        body: request.body,
      },
      context: () => Promise.resolve(context),
    });
    void reply.code(status ?? 200).headers(Object.fromEntries(headers));
    if (body.kind !== 'complete') return Readable.from(body.asyncIterator);
    if (!isTooLarge(body.string)) return body.string;
    context.operationLog.codes.add('LIMIT_EXCEEDED');
    return JSON.stringify({ errors: [serializeError(RESPONSE_TOO_LARGE)], data: null });
  };
}

function headerMap({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}
