import type { IncomingMessage } from 'node:http';

/** An IPv6 address in brackets or a registered name, which may be empty, and a port (RFC 9112 and RFC 3986). */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~%!$&'()*+,;=-]*)(?::\d*)?$/i;

/** Whether the request has exactly one `Host` header, as HTTP/1.1 requires. HTTP/1.0 requires none. */
export function hasValidHost({ headersDistinct, httpVersion }: IncomingMessage): boolean {
  const [host, ...others] = headersDistinct.host ?? [];
  if (host === undefined) return httpVersion === '1.0';
  return others.length === 0 && HOST.test(host);
}
