import Fastify from 'fastify';
import { registerIndex } from '../../src/http/index-route.js';

it('GET / lists the endpoints', async () => {
  const fastify = Fastify();
  registerIndex(fastify);
  const response = await fastify.inject('/');

  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(response.body).toContain('POST /graphql ');
});
