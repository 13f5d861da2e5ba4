import { createCallPolicy, DEFAULT_LIMITS, type CallLimits } from './call-policy.js';
import type { JsonObject } from './tolerant.js';
import { createTransport } from './transport.js';
import { UpstreamError, type UpstreamErrorCode } from './upstream-error.js';
import { parseUuid } from './uuid.js';

/**
 * Junction's REST API, bounded in number and time. Bodies come as they are, for a tolerant reader.
 *
 * Every call throws UpstreamError when Junction gives no usable answer, and TypeError for an id that is no UUID. Calls
 * for the same thing at the same time share one answer: never change it.
 */
export interface JunctionClient {
  /** `GET /v3/order_transaction/{id}/result`; null when Junction has none. */
  transactionResults(transactionId: string): Promise<JsonObject | null>;
  /** `GET /v3/order/{id}/result`; null when Junction has none. */
  orderResults(orderId: string): Promise<JsonObject | null>;
  /** Lets running calls end. Further calls fail. */
  close(): Promise<void>;
}

export interface JunctionClientOptions {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly limits?: Partial<CallLimits>;
  /** Told of every call that left for Junction, once it is over. */
  readonly onCall?: (call: FinishedCall) => void;
}

export interface FinishedCall {
  readonly outcome: 'FOUND' | 'NOT_FOUND' | UpstreamErrorCode;
  readonly durationMs: number;
}

export function createJunctionClient(options: JunctionClientOptions): JunctionClient {
  const transport = createTransport({ baseUrl: options.baseUrl, apiKey: options.apiKey });
  const withinLimits = createCallPolicy({ ...DEFAULT_LIMITS, ...options.limits });
  const inFlight = new Map<string, Promise<JsonObject | null>>();

  async function call(path: string): Promise<JsonObject | null> {
    const startedAt = performance.now();
    let outcome: FinishedCall['outcome'] = 'UPSTREAM_UNAVAILABLE';
    try {
      const body = await withinLimits((signal) => transport.getJson(path, signal));
      outcome = body === null ? 'NOT_FOUND' : 'FOUND';
      return body;
    } catch (error) {
      if (error instanceof UpstreamError) outcome = error.code;
      throw error;
    } finally {
      inFlight.delete(path);
      options.onCall?.({ outcome, durationMs: performance.now() - startedAt });
    }
  }

  function shared(path: string): Promise<JsonObject | null> {
    const running = inFlight.get(path) ?? call(path);
    inFlight.set(path, running);
    return running;
  }

  return {
    transactionResults: async (id) => shared(`/v3/order_transaction/${uuid(id)}/result`),
    orderResults: async (id) => shared(`/v3/order/${uuid(id)}/result`),
    close: () => transport.close(),
  };
}

/** What is no UUID never reaches a URL, where `..` would lead to another resource. */
function uuid(id: string): string {
  const parsed = parseUuid(id);
  if (parsed === null) throw new TypeError('The id of a Junction resource is a UUID.');
  return parsed;
}
