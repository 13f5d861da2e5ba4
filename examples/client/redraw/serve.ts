import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import path from 'node:path';

/*
 * Serves the redraw screen for development and forwards its operation to the graph: `npm run redraw-screen`. In
 * production, the company serves the page, and `/graphql` is the company's gateway.
 */

const GRAPH = process.env.GRAPH_URL ?? 'http://127.0.0.1:4000/graphql';
const PORT = Number(process.env.SCREEN_PORT ?? 4100);
const NEWEST_TEST = '{ orderTransactions(first: 1) { nodes { id } } }';

interface Reply {
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(__dirname, 'main.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    minify: true,
  });
  return outputFiles[0]?.text ?? '';
}

async function reply(request: IncomingMessage, script: string): Promise<Reply> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const resource = `${request.method ?? ''} ${url.pathname}`;
  if (resource === 'GET /' && !url.searchParams.has('test')) {
    return redirect(`/?test=${await newestTest()}`);
  }
  if (resource === 'GET /') return content('text/html', await file('index.html'));
  if (resource === 'GET /main.js') return content('text/javascript', script);
  if (resource === 'GET /style.css') return content('text/css', await file('style.css'));
  if (resource === 'POST /graphql') {
    return content('application/json', await query(await text(request)));
  }
  // Links to documents are paths when the service has no public address configured.
  if (resource.startsWith('GET /results/')) return redirect(new URL(url.pathname, GRAPH).href);
  return { status: 404, headers: {} };
}

function content(type: string, body: string): Reply {
  return {
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' },
    body,
  };
}

function redirect(location: string): Reply {
  return { status: 302, headers: { location } };
}

function file(name: string): Promise<string> {
  return readFile(path.join(__dirname, name), 'utf8');
}

async function query(operation: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(GRAPH, { method: 'POST', headers, body: operation })).text();
}

async function newestTest(): Promise<string> {
  const { data } = JSON.parse(await query(JSON.stringify({ query: NEWEST_TEST }))) as {
    data: { orderTransactions: { nodes: { id: string }[] } };
  };
  return data.orderTransactions.nodes[0]?.id ?? '';
}

async function start(): Promise<void> {
  const script = await bundle();
  const server = createServer((request, response) => {
    void reply(request, script)
      // The graph is unavailable.
      .catch((): Reply => ({ status: 502, headers: {} }))
      .then(({ status = 200, headers, body }) => response.writeHead(status, headers).end(body));
  });
  server.listen(PORT, '127.0.0.1', () => {
    console.log(`The redraw screen is at http://127.0.0.1:${PORT}/`);
  });
}

void start();
