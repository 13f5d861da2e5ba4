import { Agent, fetch, type RequestInit, type Response } from 'undici';
import { readText } from './bounded-body.js';
import { openPdf } from './pdf.js';
import { parseRetryAfter } from './retry-after.js';
import { asObject, asText, field, parseJsonObject, type JsonObject } from './tolerant.js';
import { UpstreamError } from './upstream-error.js';

type JsonRequest = Pick<RequestInit, 'method' | 'body'> & {
  readonly headers?: Readonly<Record<string, string>>;
};

const USER_AGENT = 'order-transactions-subgraph';
const API_KEY_HEADER = 'x-vital-api-key';
/** Errors while connecting. A connection that is lost later may be lost because of the requested resource. */
const CONNECT_FAILURES =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|CERT_.*|.*_CERT.*)$/;
const IDLE_CONNECTION_MS = 30_000;
/** Long enough for a reader with a slow connection. */
const MAX_DOWNLOAD_MS = 60_000;

/**
 * Sends single requests to Junction's REST API, without retries. Its functions throw UpstreamError, and no other error.
 *
 * The requests are those of Junction's SDK (a test compares them). The SDK itself rejects a whole body for one
 * unexpected value, takes 0.6 s to load, and has no deadline for headers and body together.
 */
export function createTransport({ baseUrl, apiKey }: { baseUrl: string; apiKey: string }) {
  const base = baseUrl.replace(/\/+$/, '');
  const dispatcher = new Agent({ keepAliveTimeout: IDLE_CONNECTION_MS });

  // A redirect is not followed: another host would receive the API key.
  const fetchPath = (path: string, { headers, ...request }: JsonRequest, signal: AbortSignal) =>
    fetch(`${base}${path}`, {
      ...request,
      headers: { ...headers, 'user-agent': USER_AGENT, [API_KEY_HEADER]: apiKey },
      redirect: 'manual',
      dispatcher,
      signal,
    });

  const exchangeJson = (path: string, request: JsonRequest, signal: AbortSignal) =>
    withoutSecrets(signal, async () => {
      const response = await fetchPath(path, request, signal);
      const body = await readText(response.body);
      if (response.status === 404) return null;
      if (response.status !== 200) throw rejectionOf(response);
      return requireJsonObject(response, body);
    });

  return {
    /**
     * Reads one JSON object; null when Junction answers 404.
     *
     * @param signal aborts the request at any point, including the middle of the body.
     */
    getJson: (path: string, signal: AbortSignal) => exchangeJson(path, {}, signal),
    /**
     * Sends one JSON object and reads another.
     *
     * @param body null: the request has no body.
     */
    postJson: (path: string, body: object | null, signal: AbortSignal) => {
      const headers = { 'content-type': 'application/json' };
      const content = body === null ? {} : { headers, body: JSON.stringify(body) };
      return exchangeJson(path, { method: 'POST', ...content }, signal);
    },
    /**
     * Opens a PDF and checks its first bytes; null when Junction answers 404.
     *
     * @param signal aborts the request until the first bytes arrive. The rest is read for a minute at most; later errors
     *   are errors of the stream.
     */
    openPdf: (path: string, signal: AbortSignal) =>
      untilReturned(signal, (opening) =>
        withoutSecrets(signal, async () => {
          const download = AbortSignal.any([opening, AbortSignal.timeout(MAX_DOWNLOAD_MS)]);
          const response = await fetchPath(path, {}, download);
          if (response.status === 200) return openPdf(response.body);
          await response.body?.cancel();
          if (response.status === 404) return null;
          throw rejectionOf(response);
        }),
      ),
    /** Waits for running requests and closes the connections. */
    close: () => dispatcher.close(),
  };
}

/** Forwards an abort only while the work runs: a response that the work has opened continues after it. */
async function untilReturned<T>(
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => controller.abort();
  signal.addEventListener('abort', abort);
  try {
    return await work(controller.signal);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/** Replaces the errors of a request by errors without the address, headers and bodies that libraries quote. */
async function withoutSecrets<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UpstreamError) throw error;
    if (signal.aborted) throw new UpstreamError('UPSTREAM_TIMEOUT', 'deadline passed');
    const code = connectionFailure(error);
    const scope = CONNECT_FAILURES.test(code) ? 'CONNECTION' : 'RESOURCE';
    throw new UpstreamError('UPSTREAM_UNAVAILABLE', code, { scope });
  }
}

function rejectionOf({ status, headers }: Response): UpstreamError {
  const mayPass = status === 408 || status === 429 || status >= 500;
  return mayPass
    ? new UpstreamError('UPSTREAM_UNAVAILABLE', `status ${status}`, {
        retryAfterMs: parseRetryAfter(headers.get('retry-after')),
        status,
      })
    : new UpstreamError('UPSTREAM_REJECTED', `status ${status}`, { status });
}

function requireJsonObject({ headers }: Response, body: string): JsonObject {
  if (!/^application\/([\w.-]+\+)?json\b/i.test(headers.get('content-type') ?? '')) {
    throw new UpstreamError('UPSTREAM_REJECTED', 'content type is not JSON');
  }
  const object = parseJsonObject(body);
  if (object === null) throw new UpstreamError('UPSTREAM_REJECTED', 'body is no JSON object');
  return object;
}

/** The code of the network error, e.g. `ECONNREFUSED`, which `fetch` hides among the causes of its own error. */
export function connectionFailure(error: unknown): string {
  for (let at = asObject(error); at !== null; at = asObject(field(at, 'cause'))) {
    const code = asText(field(at, 'code'));
    if (code !== null) return code;
  }
  return 'connection failed';
}
