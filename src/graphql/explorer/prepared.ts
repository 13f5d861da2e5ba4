import type { FastifyRequest } from 'fastify';

/** What makes a newcomer's first query work. */
export interface ExplorerOptions {
  /** The operation that the pages open with. */
  readonly operation: string;
  /** Null: nobody is asked for one. */
  readonly routerSecret: string | null;
  readonly asksForToken: boolean;
}

type Headers = Readonly<Record<string, string>>;

/** What a page opens with. */
export interface Prepared {
  readonly operation: string;
  /** To be seen and filled in by the reader. */
  readonly shownHeaders: Headers;
  /** Sent by the page itself along with every request. */
  readonly sentHeaders: Headers;
}

/** The secret is in the page for nobody but a person at this machine; others are shown where theirs belongs. */
export function prepare(options: ExplorerOptions, request: FastifyRequest): Prepared {
  const { operation, routerSecret, asksForToken } = options;
  const isKnown = routerSecret !== null && isOpenedHere(request);
  return {
    operation,
    shownHeaders: {
      ...(asksForToken && { Authorization: 'Bearer <your token>' }),
      ...(routerSecret !== null && !isKnown && { 'Router-Authorization': '<ROUTER_SECRET>' }),
    },
    sentHeaders: isKnown ? { 'Router-Authorization': routerSecret } : {},
  };
}

const LOOPBACK_IPS = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]'];
/** Of a tunnel, and of another site's script. */
const FOREIGN_HEADERS = ['x-forwarded-for', 'forwarded', 'origin'];

/** Another site could have its own name lead here, hence the look at the name that was asked for. */
function isOpenedHere({ ip, hostname, headers }: FastifyRequest): boolean {
  return (
    LOOPBACK_IPS.includes(ip) &&
    LOOPBACK_NAMES.includes(hostname) &&
    FOREIGN_HEADERS.every((name) => headers[name] === undefined)
  );
}
