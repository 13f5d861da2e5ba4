import type { FastifyRequest } from 'fastify';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether `Host`, and `Origin` where there is one, name this machine. A page of another site that makes a browser here
 * send the request has a foreign `Origin`, or, with a name of its own that leads here (DNS rebinding), a foreign `Host`.
 */
export function isOfThisMachine({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const { host = '', origin } = headers;
  return isLoopback(`http://${host}`) && (origin === undefined || isLoopback(origin));
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && LOOPBACK_NAMES.has(new URL(url).hostname);
}
