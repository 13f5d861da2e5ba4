import type { Readable } from 'node:stream';
import {
  createCallPolicy,
  DEFAULT_LIMITS,
  type CallLimits,
  type CallTerms,
} from './call-policy.js';
import type { Instant } from './instant.js';
import type { JsonObject } from './tolerant.js';
import { createTransport } from './transport.js';
import { UpstreamError, type UpstreamErrorCode } from './upstream-error.js';
import { parseUuid } from './uuid.js';

/** The PDF documents of orders and transactions. */
export type JunctionDocument =
  'ORDER_REQUISITION' | 'ORDER_RESULTS' | 'ORDER_ABN' | 'TRANSACTION_RESULTS';

const DOCUMENT_PATHS: Readonly<Record<JunctionDocument, (id: string) => string>> = {
  ORDER_REQUISITION: (id) => `/v3/order/${id}/requisition/pdf`,
  ORDER_RESULTS: (id) => `/v3/order/${id}/result/pdf`,
  ORDER_ABN: (id) => `/v3/order/${id}/abn_pdf`,
  TRANSACTION_RESULTS: (id) => `/v3/order_transaction/${id}/result/pdf`,
};

/**
 * A client of Junction's REST API with limits of concurrency and time. Bodies are returned unparsed, for a tolerant
 * reader.
 *
 * Every call throws UpstreamError when Junction returns no usable response, and TypeError for an id that is not a UUID.
 * The signal of a disconnected caller aborts its call.
 */
export interface JunctionClient {
  /** `GET /v3/order_transaction/{id}/result`; null when Junction has none. */
  transactionResults(transactionId: string, caller?: AbortSignal): Promise<JsonObject | null>;
  /** `GET /v3/order/{id}/result`; null when Junction has none. */
  orderResults(orderId: string, caller?: AbortSignal): Promise<JsonObject | null>;
  /** A PDF; null when Junction has none. The caller reads the stream to its end or destroys it. */
  document(kind: JunctionDocument, id: string, caller?: AbortSignal): Promise<Readable | null>;
  /** `GET /v3/order/{id}`; null when Junction does not know it. */
  order(orderId: string, caller?: AbortSignal, terms?: CallTerms): Promise<JsonObject | null>;
  /**
   * `POST /v3/order/{id}/cancel`, sent exactly once: after a lost response it is unknown whether the order is
   * cancelled. Null when Junction does not know the order.
   */
  cancelOrder(orderId: string, terms?: Pick<CallTerms, 'deadlineMs'>): Promise<JsonObject | null>;
  /** `GET /v3/order/{id}/psc/info`; null when Junction does not know the order. */
  collectionSites(
    orderId: string,
    withinMiles: number,
    caller?: AbortSignal,
  ): Promise<JsonObject | null>;
  /** `GET /v3/order_transaction/{id}`; null when Junction does not know it. */
  orderTransaction(transactionId: string): Promise<JsonObject | null>;
  /** `GET /v3/order/{id}/{kind}/appointment`: the active appointment; null when Junction has none. */
  appointment(orderId: string, kind: 'psc' | 'phlebotomy'): Promise<JsonObject | null>;
  /** `GET /v2/user/{id}`: the patient, with the company's own id; null when Junction does not know the patient. */
  user(junctionUserId: string): Promise<JsonObject | null>;
  /**
   * One page of `GET /v3/orders`, sorted by creation time: orders that are placed while pages are read are on the last
   * page.
   */
  listOrders(query: OrderListQuery): Promise<JsonObject>;
  /** `POST /v3/order/resend_events`: Junction sends the latest webhook of each order again, as a new message. */
  resendEvents(selection: ResendSelection): Promise<JsonObject>;
  /** Waits for running calls. Later calls fail. */
  close(): Promise<void>;
}

/** The filters of `GET /v3/orders` that are used here. */
export interface OrderListQuery {
  readonly updatedFrom?: Instant;
  readonly updatedUntil?: Instant;
  readonly orderIds?: readonly string[];
  /** 1 for the first. */
  readonly page: number;
  /** At most 100. */
  readonly size: number;
}

/** Orders by id, by the time of their webhooks, or both; at most 60 days. */
export interface ResendSelection {
  readonly orderIds?: readonly string[];
  readonly since?: Instant;
  readonly until?: Instant;
}

/** Callbacks about the calls, for metrics. */
export interface JunctionObserver {
  /** Called after every call. */
  readonly onCall?: (call: FinishedCall) => void;
  /** Called with true when Junction is considered down, and with false when it has recovered. */
  readonly onDown?: (isDown: boolean) => void;
}

export interface JunctionClientOptions extends JunctionObserver {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly limits?: Partial<CallLimits>;
}

export interface FinishedCall {
  /** `ABANDONED`: the caller disconnected before the call was complete. */
  readonly outcome: 'FOUND' | 'NOT_FOUND' | 'ABANDONED' | UpstreamErrorCode;
  readonly durationMs: number;
}

export function createJunctionClient(options: JunctionClientOptions): JunctionClient {
  const transport = createTransport({ baseUrl: options.baseUrl, apiKey: options.apiKey });
  const withinLimits = createCallPolicy({ ...DEFAULT_LIMITS, ...options.limits }, options.onDown);

  async function call<Body>(
    resource: string,
    exchange: (signal: AbortSignal) => Promise<Body | null>,
    signal?: AbortSignal,
    terms?: CallTerms,
  ): Promise<Body | null> {
    const startedAt = performance.now();
    let outcome: FinishedCall['outcome'] = 'UPSTREAM_UNAVAILABLE';
    try {
      const body = await withinLimits(resource, exchange, signal, terms);
      outcome = body === null ? 'NOT_FOUND' : 'FOUND';
      return body;
    } catch (error) {
      if (signal?.aborted === true) outcome = 'ABANDONED';
      else if (error instanceof UpstreamError) outcome = error.code;
      throw error;
    } finally {
      options.onCall?.({ outcome, durationMs: performance.now() - startedAt });
    }
  }

  const get = (path: string, caller?: AbortSignal, terms?: CallTerms) =>
    call(resourceOf(path), (signal) => transport.getJson(path, signal), caller, terms);

  return {
    transactionResults: async (id, caller) =>
      get(`/v3/order_transaction/${uuid(id)}/result`, caller),
    orderResults: async (id, caller) => get(`/v3/order/${uuid(id)}/result`, caller),
    document: async (kind, id, caller) => {
      const path = DOCUMENT_PATHS[kind](uuid(id));
      return call(id, (signal) => transport.openPdf(path, signal), caller);
    },
    order: async (id, caller, terms) => get(`/v3/order/${uuid(id)}`, caller, terms),
    cancelOrder: async (id, terms) => {
      const path = `/v3/order/${uuid(id)}/cancel`;
      const send = (signal: AbortSignal) => transport.postJson(path, null, signal);
      return call(id, send, undefined, { ...terms, retries: 0 });
    },
    collectionSites: async (id, withinMiles, caller) =>
      get(`/v3/order/${uuid(id)}/psc/info?radius=${withinMiles}`, caller),
    orderTransaction: async (id) => get(`/v3/order_transaction/${uuid(id)}`),
    appointment: async (orderId, kind) => get(`/v3/order/${uuid(orderId)}/${kind}/appointment`),
    user: async (id) => get(`/v2/user/${uuid(id)}`),
    listOrders: async (query) => found(await get(`/v3/orders?${queryText(query).toString()}`)),
    resendEvents: async (selection) => {
      const body = resendBody(selection);
      const path = '/v3/order/resend_events';
      return found(await call(path, (signal) => transport.postJson(path, body, signal)));
    },
    close: () => transport.close(),
  };
}

/** The id in a path: the results of an order and their PDF are one resource. */
function resourceOf(path: string): string {
  return /[0-9a-f-]{36}/.exec(path)?.[0] ?? path;
}

function queryText({ updatedFrom, updatedUntil, orderIds = [], page, size }: OrderListQuery) {
  const query = new URLSearchParams({ order_key: 'created_at', order_direction: 'asc' });
  if (updatedFrom) query.set('updated_start_date', updatedFrom);
  if (updatedUntil) query.set('updated_end_date', updatedUntil);
  for (const id of orderIds) query.append('order_ids', uuid(id));
  query.set('page', String(page));
  query.set('size', String(size));
  return query;
}

function resendBody({ orderIds, since, until }: ResendSelection): object {
  return { order_ids: orderIds?.map(uuid), start_at: since, end_at: until };
}

/** For requests whose 404 does not mean an unknown id: the response is unusable. */
function found(body: JsonObject | null): JsonObject {
  if (body === null) throw new UpstreamError('UPSTREAM_REJECTED', 'status 404');
  return body;
}

/** Only UUIDs reach a URL: `..` in a path would name another resource. */
function uuid(id: string): string {
  const parsed = parseUuid(id);
  if (parsed === null) throw new TypeError('The id of a Junction resource is a UUID.');
  return parsed;
}
