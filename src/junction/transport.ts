import { JunctionClient as JunctionSdk } from '@junction-api/sdk';
import type { Readable } from 'node:stream';
import { Agent, fetch as undiciFetch, type RequestInit as UndiciRequestInit } from 'undici';
import { readText } from './bounded-body.js';
import { openPdf } from './pdf.js';
import { parseRetryAfter } from './retry-after.js';
import { asObject, asText, field, type JsonObject } from './tolerant.js';
import { UpstreamError } from './upstream-error.js';

/** One exchange with Junction's REST API, without any second attempt. */
export interface Transport {
  /**
   * Reads one JSON object; null when Junction answers 404.
   *
   * @param signal ends the exchange at any point, also in the middle of the body.
   * @throws UpstreamError, and nothing else.
   */
  getJson(path: string, signal: AbortSignal): Promise<JsonObject | null>;
  /**
   * Sends one JSON object, or no body, and reads another, under the same terms.
   *
   * @param body null: the request has none.
   */
  postJson(path: string, body: object | null, signal: AbortSignal): Promise<JsonObject | null>;
  /**
   * Opens a PDF, whose first bytes have been looked at; null when Junction answers 404.
   *
   * @param signal ends the exchange until the first bytes are there. The rest comes as fast as it is read, for a minute
   *   at most; it fails on the stream.
   */
  openPdf(path: string, signal: AbortSignal): Promise<Readable | null>;
  /** Lets running exchanges end and closes the connections. */
  close(): Promise<void>;
}

/** Errors of connecting. A connection that breaks later may break because of what was requested. */
const CONNECT_FAILURES =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|CERT_.*|.*_CERT.*)$/;
const IDLE_CONNECTION_MS = 30_000;
/** Long enough for a reader on a slow line. */
const LONGEST_DOWNLOAD_MS = 60_000;

/**
 * Speaks through the official SDK, but by its raw `fetch`: the typed calls refuse a whole body for one odd biomarker.
 * The SDK's own retries and timeouts stay off, since they end with the headers and know no common deadline.
 */
export function createTransport(options: { baseUrl: string; apiKey: string }): Transport {
  const base = options.baseUrl.replace(/\/+$/, '');
  const agent = new Agent({ keepAliveTimeout: IDLE_CONNECTION_MS });
  const sdk = new JunctionSdk({
    ...options,
    maxRetries: 0,
    logging: { silent: true },
    fetch: fetchThrough(agent),
  });

  // Given a path alone, the SDK would take the question mark of a query for a part of it.
  const fetchPath = (path: string, request: RequestInit, abortSignal: AbortSignal) =>
    sdk.fetch(`${base}${path}`, request, { abortSignal });

  const exchange = (path: string, request: RequestInit, signal: AbortSignal) =>
    withoutSecrets(signal, async () => {
      const response = await fetchPath(path, request, signal);
      return { response, body: await readText(response.body) };
    });

  async function exchangeJson(path: string, request: RequestInit, signal: AbortSignal) {
    const { response, body } = await exchange(path, request, signal);
    if (response.status === 404) return null;
    if (response.status !== 200) throw refusal(response);
    return parseJsonObject(response, body);
  }

  return {
    getJson: (path, signal) => exchangeJson(path, {}, signal),
    postJson: (path, body, signal) =>
      exchangeJson(
        path,
        body === null
          ? { method: 'POST' }
          : {
              method: 'POST',
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify(body),
            },
        signal,
      ),
    openPdf: (path, signal) =>
      untilReturned(signal, (opening) =>
        withoutSecrets(signal, async () => {
          const download = AbortSignal.any([opening, AbortSignal.timeout(LONGEST_DOWNLOAD_MS)]);
          const response = await fetchPath(path, {}, download);
          if (response.status === 200) return openPdf(response.body);
          await response.body?.cancel();
          if (response.status === 404) return null;
          throw refusal(response);
        }),
      ),
    close: () => agent.close(),
  };
}

/** Passes an abort on while the work lasts, and no longer: what the work has opened goes on after it. */
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

/** Replaces the errors of an exchange by errors without the address, headers and bodies that libraries quote. */
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

/** A `fetch` with kept-alive connections that follows no redirect: the SDK would send the API key after it. */
function fetchThrough(dispatcher: Agent): typeof fetch {
  const withoutRedirects = (url: string, init: UndiciRequestInit) =>
    undiciFetch(url, { ...init, dispatcher, redirect: 'manual' });
  // The SDK passes a text URL and a plain init; only the two sets of type names differ.
  return withoutRedirects as unknown as typeof fetch;
}

function refusal({ status, headers }: Response): UpstreamError {
  const mayPass = status === 408 || status === 429 || status >= 500;
  return mayPass
    ? new UpstreamError('UPSTREAM_UNAVAILABLE', `status ${status}`, {
        retryAfterMs: parseRetryAfter(headers.get('retry-after')),
        status,
      })
    : new UpstreamError('UPSTREAM_REJECTED', `status ${status}`, { status });
}

function parseJsonObject({ headers }: Response, body: string): JsonObject {
  if (!/^application\/([\w.-]+\+)?json\b/i.test(headers.get('content-type') ?? '')) {
    throw new UpstreamError('UPSTREAM_REJECTED', 'content type is not JSON');
  }
  const object = asObject(parseJson(body));
  if (object === null) throw new UpstreamError('UPSTREAM_REJECTED', 'body is no JSON object');
  return object;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The code of the network error, e.g. `ECONNREFUSED`, which `fetch` hides among the causes of its own error. */
export function connectionFailure(error: unknown): string {
  for (let at = asObject(error); at !== null; at = asObject(field(at, 'cause'))) {
    const code = asText(field(at, 'code'));
    if (code !== null) return code;
  }
  return 'connection failed';
}
