import type { FastifyRequest } from 'fastify';
import { isLocalRequest } from '../../http/local-request.js';

/** The operations and headers with which a first query succeeds. */
export interface ExplorerOptions {
  /** The operations that the pages open with: Apollo Sandbox shows the first, GraphiQL has a tab for each. */
  readonly operations: readonly string[];
  /** Null where none is configured. */
  readonly routerSecret: string | null;
  readonly asksForToken: boolean;
}

type Headers = Readonly<Record<string, string>>;

/** The initial content of a page. */
export interface Prepared {
  readonly operations: readonly string[];
  /** Headers that the page shows, for the reader to edit. */
  readonly shownHeaders: Headers;
  /** Headers that the page adds to every request. */
  readonly sentHeaders: Headers;
}

/**
 * Returns the initial content of a page. It contains the router's secret only for a person at this machine; for others
 * it contains a placeholder.
 */
export function prepare(options: ExplorerOptions, request: FastifyRequest): Prepared {
  const { operations, routerSecret, asksForToken } = options;
  const isKnown = routerSecret !== null && isFromThisMachine(request);
  return {
    operations,
    shownHeaders: {
      ...(asksForToken && { Authorization: 'Bearer <your token>' }),
      ...(routerSecret !== null && !isKnown && { 'Router-Authorization': '<ROUTER_SECRET>' }),
    },
    sentHeaders: isKnown ? { 'Router-Authorization': routerSecret } : {},
  };
}

const LOOPBACK_IPS = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
/** Headers that a tunnel or a script of a page adds. */
const FOREIGN_HEADERS = ['x-forwarded-for', 'forwarded', 'origin'];

/** Whether a browser on this machine opened the page itself: neither through a tunnel nor by a script of any page. */
function isFromThisMachine(request: FastifyRequest): boolean {
  const { ip, headers } = request;
  const isForeign = FOREIGN_HEADERS.some((name) => headers[name] !== undefined);
  return LOOPBACK_IPS.includes(ip) && isLocalRequest(request) && !isForeign;
}
