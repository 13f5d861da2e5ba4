import { createServer, type AddressInfo } from 'node:net';
import Fastify from 'fastify';
import { listen, ListenError } from '../../src/http/listen.js';

async function problemAt(host: string, port: number, setting = 'PORT'): Promise<string> {
  const server = Fastify();
  try {
    await listen(server, { host, port }, setting);
  } catch (error) {
    if (error instanceof ListenError) return error.message;
    throw error;
  } finally {
    await server.close();
  }
  throw new Error('it listens');
}

describe('an address that cannot be listened on', () => {
  it.each(['PORT', 'METRICS_PORT', 'SANDBOX_PORT'])(
    'names %s when another process has the port',
    async (setting) => {
      const blocker = createServer();
      await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve));
      const { port } = blocker.address() as AddressInfo;
      expect(await problemAt('127.0.0.1', port, setting)).toBe(
        `Port ${port} is in use: stop what listens there, or set ${setting} to another port.`,
      );
      blocker.close();
    },
  );

  it.each([
    ['203.0.113.7', 'EADDRNOTAVAIL'],
    ['no-such-host.invalid', 'ENOTFOUND'],
  ])('names the host %s when it is not of this machine', async (host, code) => {
    const problem = await problemAt(host, 0);
    // Without a DNS resolver, the code is EAI_AGAIN.
    expect(problem.replace('EAI_AGAIN', 'ENOTFOUND')).toBe(
      `This machine has no address ${host} (${code}): set HOST to one of its addresses, for example 127.0.0.1.`,
    );
  });
});
