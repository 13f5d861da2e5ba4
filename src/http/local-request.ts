import type { FastifyRequest } from 'fastify';

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether `Host`, and `Origin` if present, name this machine. A request that a page of another site sends through a
 * browser on this machine has a foreign `Origin`, or, when the site points its own host name here (DNS rebinding), a
 * foreign `Host`.
 */
export function isLocalRequest({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const { host = '', origin } = headers;
  return isLoopback(`http://${host}`) && (origin === undefined || isLoopback(origin));
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK_NAMES.has(new URL(url).hostname);
}
