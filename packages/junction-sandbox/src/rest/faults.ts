import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { read } from './input.js';

const Fault = z.strictObject({
  /** Only requests whose path contains this text fail. */
  path: z.string().default('/v'),
  /** The number of requests that fail. */
  times: z.number().int().min(1).default(1),
  /** The status of the response, e.g. 429 or 500. */
  status: z.number().int().min(400).max(599).optional(),
  /** The value of the header `Retry-After`, in seconds. */
  retryAfter: z.number().int().min(0).optional(),
  /** The delay of the response. */
  delayMs: z.number().int().min(0).default(0),
  /** Breaks the connection in the middle of the body. */
  truncate: z.boolean().default(false),
});
type Fault = z.infer<typeof Fault>;

/** Faults of the REST API, on demand. Only one fault can be set at a time. */
export class Faults {
  private fault: Fault | null = null;
  private left = 0;

  /** @throws RejectionError for an invalid fault */
  set(fault: unknown): Fault {
    this.fault = read(Fault, 'body', fault);
    this.left = this.fault.times;
    return this.fault;
  }

  clear(): void {
    this.fault = null;
  }

  /** The current fault, unless it is used up. */
  get current(): Fault | null {
    return this.left > 0 ? this.fault : null;
  }

  /** The fault for the next request to the path. Counts the request. */
  next(path: string): Fault | null {
    const fault = this.current;
    if (!fault || !path.includes(fault.path)) return null;
    this.left--;
    return fault;
  }
}

/** Applies the faults to requests. */
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
