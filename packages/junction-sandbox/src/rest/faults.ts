import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { read } from './input.js';

const Fault = z.strictObject({
  /** Only requests whose path contains it. */
  path: z.string().default('/v'),
  /** So many requests; then all is well again. */
  times: z.number().int().min(1).default(1),
  /** Answered instead, e.g. 429 or 500. */
  status: z.number().int().min(400).max(599).optional(),
  /** Seconds, in the header `Retry-After`. */
  retryAfter: z.number().int().min(0).optional(),
  /** How long the answer is held back. */
  delayMs: z.number().int().min(0).default(0),
  /** The connection is cut in the middle of the body. */
  truncate: z.boolean().default(false),
});
type Fault = z.infer<typeof Fault>;

/** What goes wrong with the REST API, on demand. One fault at a time. */
export class Faults {
  private fault: Fault | null = null;
  private left = 0;

  /** @throws RejectionError for what is no fault */
  set(fault: unknown): Fault {
    this.fault = read(Fault, 'body', fault);
    this.left = this.fault.times;
    return this.fault;
  }

  clear(): void {
    this.fault = null;
  }

  /** The fault that is set and not used up. */
  get current(): Fault | null {
    return this.left > 0 ? this.fault : null;
  }

  /** The fault that the next request to the path meets; counts it. */
  next(path: string): Fault | null {
    const fault = this.current;
    if (!fault || !path.includes(fault.path)) return null;
    this.left--;
    return fault;
  }
}

/** Lets requests meet the faults. */
export function addFaults(server: FastifyInstance, faults: Faults): void {
  server.addHook('onSend', async (request, reply, payload) => {
    const fault = request.url.startsWith('/_sandbox/') ? null : faults.next(request.url);
    if (!fault) return payload;
    await sleep(fault.delayMs);
    if (fault.retryAfter !== undefined) reply.header('retry-after', fault.retryAfter);
    if (fault.truncate) {
      const whole = Buffer.from(String(payload));
      reply.hijack();
      reply.raw.writeHead(reply.statusCode, {
        'content-type': 'application/json',
        'content-length': whole.length,
      });
      reply.raw.write(whole.subarray(0, whole.length / 2), () => reply.raw.destroy());
      return payload;
    }
    if (fault.status === undefined) return payload;
    reply.code(fault.status).type('application/json').removeHeader('content-length');
    return JSON.stringify({ detail: 'A requested fault' });
  });
}
