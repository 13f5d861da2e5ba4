import Fastify, { type FastifyInstance } from 'fastify';
import { registerConsole } from '../../src/operator/console-routes.js';

const HTML = { accept: 'text/html,application/xhtml+xml' };
const HERE = { host: '127.0.0.1:4000' };
let fastify: FastifyInstance;

beforeEach(() => {
  fastify = Fastify();
  const options = { operations: [], routerSecret: 'secret', asksForToken: true, sandboxUrl: null };
  registerConsole(fastify, options, 'the endpoints');
});
afterEach(() => fastify.close());

test('a browser gets a page of static files that loads nothing from elsewhere; others get the endpoints', async () => {
  const page = await fastify.inject({ url: '/', headers: HTML });
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'/);
  expect(page.body).not.toMatch(/\son[a-z]+=|style=|<script(?! type="module" src="\/)|https?:/);
  for (const [, file = ''] of page.body.matchAll(/(?:src|href)="(\/console\/[^"]+)"/g)) {
    expect((await fastify.inject(file)).statusCode).toBe(200);
  }
  expect((await fastify.inject('/')).body).toBe('the endpoints');
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
