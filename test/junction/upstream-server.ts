import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A real HTTP server that replaces Junction and records its requests. */
export interface UpstreamServer {
  readonly baseUrl: string;
  readonly requests: readonly IncomingMessage[];
  /** The maximum number of concurrent requests so far. */
  readonly peak: number;
  readonly connections: number;
  /** Sets the response to further requests. Requests in progress are not affected. */
  answerWith(listener: RequestListener): void;
  /** Makes the next request wait until the test decides its response. */
  holdNext(): HeldRequest;
  close(): Promise<void>;
}

export interface HeldRequest {
  readonly arrived: Promise<void>;
  answer(listener: RequestListener): void;
}

export async function startUpstream(): Promise<UpstreamServer> {
  const requests: IncomingMessage[] = [];
  let answer: RequestListener = json(200, {});
  let open = 0;
  let peak = 0;
  let connections = 0;
  const server = createServer((request, response) => {
    requests.push(request);
    open++;
    peak = Math.max(peak, open);
    response.once('close', () => open--);
    answer(request, response);
  });
  server.on('connection', () => connections++);
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get peak() {
      return peak;
    },
    get connections() {
      return connections;
    },
    answerWith(listener) {
      answer = listener;
    },
    holdNext() {
      const usual = answer;
      let release: ((listener: RequestListener) => void) | undefined;
      const arrived = new Promise<void>((resolve) => {
        answer = (request, response) => {
          answer = usual;
          release = (listener) => listener(request, response);
          resolve();
        };
      });
      return { arrived, answer: (listener) => release?.(listener) };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Answers with a JSON body, optionally after a delay. */
export function json(
  status: number,
  body: unknown,
  { headers = {}, afterMs = 0 }: { headers?: Record<string, string>; afterMs?: number } = {},
): RequestListener {
  return (_, response) =>
    setTimeout(() => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(body));
    }, afterMs);
}

/** Answers the first requests with one of the given listeners each, and all further requests with the last listener. */
export function inTurn(...listeners: [RequestListener, ...RequestListener[]]): RequestListener {
  let next = 0;
  return (request, response) => {
    const listener = listeners[Math.min(next++, listeners.length - 1)];
    listener?.(request, response);
  };
}

/** Never answers. */
export const silence: RequestListener = () => undefined;
