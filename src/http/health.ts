import type { FastifyInstance } from 'fastify';

/** The checks of readiness by name; a check that throws has failed. */
export type ReadinessChecks = Readonly<Record<string, () => boolean | Promise<boolean>>>;

/**
 * `GET /health/live`: the process responds. `GET /health/ready`: all checks pass, else 503; the body contains the
 * outcome of each check.
 */
export function registerHealth(fastify: FastifyInstance, checks: ReadinessChecks): void {
  fastify.get('/health/live', () => ({ status: 'ok' }));
  fastify.get('/health/ready', async (_request, reply) => {
    const outcomes = await Promise.all(
      Object.entries(checks).map(async ([name, check]) => [name, await passes(check)] as const),
    );
    const ready = outcomes.every(([, passed]) => passed);
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ok' : 'unavailable', checks: Object.fromEntries(outcomes) });
  });
}

async function passes(check: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await check();
  } catch {
    return false;
  }
}
