import { JunctionClient as JunctionSdk } from '@junction-api/sdk';
import { Agent, fetch as undiciFetch, type RequestInit as UndiciRequestInit } from 'undici';
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
  /** Sends one JSON object and reads another, under the same terms. */
  postJson(path: string, body: object, signal: AbortSignal): Promise<JsonObject | null>;
  /** Lets running exchanges end and closes the connections. */
  close(): Promise<void>;
}

const IDLE_CONNECTION_MS = 30_000;

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

  async function exchange(path: string, request: RequestInit, signal: AbortSignal) {
    try {
      // Given a path alone, the SDK would take the question mark of a query for a part of it.
      const response = await sdk.fetch(`${base}${path}`, request, { abortSignal: signal });
      return { response, body: await response.text() };
    } catch (error) {
      if (signal.aborted) throw new UpstreamError('UPSTREAM_TIMEOUT', 'deadline passed');
      throw new UpstreamError('UPSTREAM_UNAVAILABLE', connectionFailure(error));
    }
  }

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
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        },
        signal,
      ),
    close: () => agent.close(),
  };
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
    ? new UpstreamError(
        'UPSTREAM_UNAVAILABLE',
        `status ${status}`,
        parseRetryAfter(headers.get('retry-after')),
      )
    : new UpstreamError('UPSTREAM_REJECTED', `status ${status}`);
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
function connectionFailure(error: unknown): string {
  for (let at = asObject(error); at !== null; at = asObject(field(at, 'cause'))) {
    const code = asText(field(at, 'code'));
    if (code !== null) return code;
  }
  return 'connection failed';
}
