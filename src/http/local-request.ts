import type { FastifyRequest } from 'fastify';

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether `Host`, and `Origin` if present, name this machine. A request that a page of another site sends through a
 * browser on this machine has a foreign `Origin`, or, when the site points its own host name here (DNS rebinding), a
 * foreign `Host`.
 */
export function isLocalRequest({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const { host = '', origin } = headers;
  return isLoopbackHost(host) && (origin === undefined || isLoopbackOrigin(origin));
}

/** Compares text: a URL's parser also finds `localhost` in `evil@localhost`, `localhost#evil` and `%6cocalhost`. */
function isLoopbackHost(host: string): boolean {
  return LOOPBACK_NAMES.has(host.toLowerCase().replace(/:\d*$/, ''));
}

function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && LOOPBACK_NAMES.has(new URL(origin).hostname);
}
