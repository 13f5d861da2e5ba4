import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';

/** The output of Vite for `packages/junction-sandbox/console`. */
const FOLDER = path.join(__dirname, '../../dist/page');
const PAGE = 'index.html';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};
const NOT_BUILT = 'The console is not built: run `npm run build` in the checkout.\n';
/** The page loads only its own files and calls only this server. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the console: `GET /`, with its style sheet and script under `/console/`. */
export function addConsolePage(server: FastifyInstance): void {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
  if (!files.includes(PAGE)) {
    server.get('/', (_request, reply) => reply.code(404).type('text/plain').send(NOT_BUILT));
  }
  for (const name of files) {
    const type = TYPES[path.extname(name)];
    if (type === undefined) continue;
    const file = path.join(FOLDER, name);
    server.get(name === PAGE ? '/' : `/console/${name}`, (_request, reply) =>
      reply
        .header('content-security-policy', POLICY)
        .header('x-content-type-options', 'nosniff')
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'no-cache')
        .type(type)
        .send(readFileSync(file)),
    );
  }
}
