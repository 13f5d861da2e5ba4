import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { registerConsole } from '../../src/operator/console-routes.js';

const HTML = { accept: 'text/html,application/xhtml+xml' };
const HERE = { host: '127.0.0.1:4000' };
const OPTIONS = { operations: [], routerSecret: 'secret', asksForToken: true, sandboxUrl: null };
const ENDPOINTS = 'the endpoints';
const BUNDLE = { 'index.html': '<!doctype html>', 'index.js': 'run()', 'index.css': 'a {}' };
let fastify: FastifyInstance;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'order-transactions-bundle-'));
  for (const [name, text] of Object.entries(BUNDLE)) await writeFile(path.join(folder, name), text);
  fastify = Fastify();
  registerConsole(fastify, OPTIONS, ENDPOINTS, folder);
});
afterEach(async () => {
  await fastify.close();
  await rm(folder, { recursive: true });
});

test('a browser gets a page that loads nothing from elsewhere; others get the endpoints', async () => {
  const page = await fastify.inject({ url: '/', headers: HTML });
  expect(page.body).toBe(BUNDLE['index.html']);
  for (const url of ['/', '/console/index.js', '/console/index.css']) {
    const { statusCode, headers } = await fastify.inject({ url, headers: HTML });
    expect(statusCode).toBe(200);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'/);
  }
  expect((await fastify.inject('/')).body).toBe(ENDPOINTS);
});

test('serves the endpoints to browsers too while there is no bundle', async () => {
  const unbuilt = Fastify();
  registerConsole(unbuilt, OPTIONS, ENDPOINTS, path.join(folder, 'missing'));
  expect((await unbuilt.inject({ url: '/', headers: HTML })).body).toBe(ENDPOINTS);
  await unbuilt.close();
});

test('the page is a document with files of its own and nothing inline', async () => {
  const document = path.join(__dirname, '../../packages/mirror-console/index.html');
  const html = await readFile(document, 'utf8');
  expect(html).not.toMatch(/\son[a-z]+=|style=|<script(?! type="module" src="\/)|https?:/);
});

test.each([
  [{ ...HERE }, 200],
  [{ host: 'evil.example' }, 403],
  [{ ...HERE, origin: 'https://evil.example' }, 403],
])('the page learns the router’s secret on this machine only: %j', async (headers, status) => {
  const settings = await fastify.inject({ url: '/console/settings', headers });
  expect(settings.statusCode).toBe(status);
  expect(settings.body.includes('secret')).toBe(status === 200);
});

test('a tunnel to this machine gets no secret', async () => {
  const headers = { ...HERE, 'x-forwarded-for': '203.0.113.7' };
  const settings = await fastify.inject({ url: '/console/settings', headers });
  expect(settings.json()).toEqual({ headers: {}, asksForToken: true, sandboxUrl: null });
});
