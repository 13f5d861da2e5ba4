import Fastify from 'fastify';
import { registerIndex } from '../../src/http/index-route.js';

it.each([true, false])('GET / lists the endpoints; in production: %s', async (production) => {
  const fastify = Fastify();
  registerIndex(fastify, { production });
  const url = await fastify.listen({ host: '127.0.0.1', port: 0 });

  const response = await fetch(url);
  const text = await response.text();
  await fastify.close();

  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(text).toContain('POST /graphql ');
  expect(text.includes('in a browser')).toBe(!production);
});
