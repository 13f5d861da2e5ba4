import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { prepare, type ExplorerOptions } from '../graphql/explorer/prepared.js';
import { isLocalRequest } from '../http/local-request.js';

/** What `npm run build` bundles; neither in the package nor in the image. */
const BUNDLE = path.join(__dirname, '../../packages/mirror-console/dist');
const PAGE = 'index.html';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};
/** The page may use only its own files and this server. */
const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-cache',
};

export interface ConsoleOptions extends ExplorerOptions {
  /** The URL of the local Junction's console; null where there is none. */
  readonly sandboxUrl: string | null;
}

/**
 * Serves the console in development: `GET /` for browsers, and its files under `/console/`.
 *
 * @param indexText the response of `GET /` to other clients, and to all while there is no bundle
 */
export function registerConsole(
  fastify: FastifyInstance,
  options: ConsoleOptions,
  indexText: string,
  folder = BUNDLE,
): void {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  // At each request, so that a new bundle shows after a reload.
  const read = (name: string) => readFileSync(path.join(folder, name));
  fastify.get('/', (request, reply) => {
    const wantsPage = request.headers.accept?.includes('text/html') === true;
    if (!wantsPage || !files.includes(PAGE)) {
      return reply.type('text/plain; charset=utf-8').send(indexText);
    }
    return reply
      .headers(HEADERS)
      .type(TYPES['.html'] ?? '')
      .send(read(PAGE));
  });
  for (const name of files.filter((file) => file !== PAGE)) {
    const type = TYPES[path.extname(name)];
    if (type === undefined) continue;
    fastify.get(`/console/${name}`, (_request, reply) =>
      reply.headers(HEADERS).type(type).send(read(name)),
    );
  }
  fastify.get('/console/settings', (request, reply) => {
    if (!isLocalRequest(request)) return reply.code(403).send();
    const { asksForToken, sandboxUrl } = options;
    const { sentHeaders } = prepare(options, request);
    return reply
      .header('cache-control', 'no-store')
      .send({ headers: sentHeaders, asksForToken, sandboxUrl });
  });
}
