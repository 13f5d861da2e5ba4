import type { FastifyRequest } from 'fastify';

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a host name, without its port, leads to this machine. */
export function isLoopbackName(hostname: string): boolean {
  return LOOPBACK_NAMES.has(hostname);
}

/**
 * Whether `Host`, and `Origin` where there is one, name this machine. A page of another site that makes a browser here
 * send the request has a foreign `Origin`, or, with a name of its own that leads here (DNS rebinding), a foreign `Host`.
 */
export function isLocalRequest({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const { host = '', origin } = headers;
  return isLoopback(`http://${host}`) && (origin === undefined || isLoopback(origin));
}

function isLoopback(url: string): boolean {
  return URL.canParse(url) && isLoopbackName(new URL(url).hostname);
}
