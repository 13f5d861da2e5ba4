import { HeaderMap, type ApolloServer } from '@apollo/server';
import type { FastifyRequest, RouteHandlerMethod } from 'fastify';
import { Readable } from 'node:stream';
import type { RequestContext } from './context.js';
import { serializeError } from './errors.js';
import { RESPONSE_TOO_LARGE, isTooLarge } from './limits/response-limits.js';
import { operationLogOf } from './operation-log.js';

/**
 * Returns a handler that lets Apollo Server execute the operation in the body of a request. Unlike
 * `@as-integrations/fastify`, it derives nothing from the `Host` header, which can be absent, empty or invalid in a
 * URL.
 */
export function apolloHandler(
  apollo: ApolloServer<RequestContext>,
  contextOf: (request: FastifyRequest) => RequestContext,
): RouteHandlerMethod {
  return async (request, reply) => {
    const { status, headers, body } = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: headerMap(request),
        search: '',
        body: request.body,
      },
      context: () => Promise.resolve(contextOf(request)),
    });
    void reply.code(status ?? 200).headers(Object.fromEntries(headers));
    if (body.kind !== 'complete') return Readable.from(body.asyncIterator);
    return isTooLarge(body.string) ? tooLargeResponse(request) : body.string;
  };
}

function tooLargeResponse(request: FastifyRequest): string {
  operationLogOf(request).codes.add('LIMIT_EXCEEDED');
  const error = serializeError(RESPONSE_TOO_LARGE);
  return JSON.stringify({ errors: [error], data: null });
}

function headerMap({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}
