import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult } from 'graphql';
import { createHandler } from 'graphql-sse';
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { PreparedOperation, RejectedOperation } from '../preparation/prepare-operation.js';
import { unauthenticated } from '../preparation/require-token.js';
import { callAt } from './call-at.js';
import { ResponseStream } from './response-stream.js';
import { streamedResults } from './streamed-results.js';
import { endWith, type Subscriptions } from './subscriptions.js';
import type { Subscriber } from './subscriber.js';

/** The subscription of one event stream. */
interface Streaming {
  readonly operation: PreparedOperation | RejectedOperation;
  readonly subscriber: Subscriber;
  readonly response: ServerResponse;
}

export type SendEventStream = (
  request: FastifyRequest,
  reply: FastifyReply,
  streaming: Omit<Streaming, 'response'>,
) => Promise<FastifyReply>;

const EVENT_STREAM = 'text/event-stream';

/**
 * Serves subscriptions as server-sent events, one stream for each (the distinct connections mode of graphql-sse). When
 * the service closes, streams end without `complete`, so that clients connect again.
 */
export function createEventStreams(
  fastify: FastifyInstance,
  subscriptions: Subscriptions,
): SendEventStream {
  const open = new Set<ServerResponse>();
  fastify.addHook('preClose', (done) => {
    for (const response of open) response.destroy();
    done();
  });
  const handle = createHandler<Streaming>({
    // Without stream tokens there is no single connection mode.
    authenticate: () => null,
    onSubscribe: ({ raw }) => resultsOf(raw, subscriptions),
  });
  return async (request, reply, streaming) => {
    const { method, url, headers: sent } = request;
    const response = reply.raw;
    open.add(response);
    response.once('close', () => open.delete(response));
    const [body, { status, headers = {} }] = await handle({
      method,
      url,
      headers: {
        // graphql-sse compares `accept` with the bare type, but clients and routers send lists.
        get: (name) => (name === 'accept' ? EVENT_STREAM : String(sent[name] ?? '')),
      },
      body: request.body as Record<string, unknown>,
      raw: { ...streaming, response },
      context: undefined,
    });
    void reply.code(status).headers(headers).removeHeader('content-encoding');
    return reply.send(typeof body === 'string' || body == null ? body : Readable.from(body));
  };
}

async function resultsOf(
  { operation, subscriber, response }: Streaming,
  subscriptions: Subscriptions,
): Promise<AsyncGenerator<ExecutionResult, undefined>> {
  if (operation.kind === 'REJECTED')
    return single(endWith({ errors: operation.errors }, subscriber));
  const results = await subscriptions.open(operation, subscriber);
  if (!(results instanceof ResponseStream)) return single(results);
  const { viewer, caller } = subscriber;
  if (viewer.expiresAt !== null) {
    const cancel = callAt(viewer.expiresAt, () => results.fail(unauthenticated()));
    caller.addEventListener('abort', cancel);
  }
  const close = () => void results.return();
  if (response.destroyed) close();
  else response.once('close', close);
  return streamedResults(results, response);
}

/** graphql-sse would execute a result without `data` as arguments. */
async function* single(result: ExecutionResult): AsyncGenerator<ExecutionResult, undefined> {
  await Promise.resolve();
  yield result;
  return undefined;
}
