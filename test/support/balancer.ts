import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** Acts as a company's load balancer: it forwards connections to replicas that report ready. */
export interface Balancer {
  readonly port: number;
  /** Resolves when the replica at this port has the given readiness. */
  until(port: number, isReady: boolean): Promise<void>;
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 50;

export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const ready = new Set<number>();
  const sockets = new Set<Socket>();
  const closing = new AbortController();
  let turn = 0;
  const look = async (port: number) => {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, {
      headers: { connection: 'close' },
    }).catch(() => null);
    if (answer?.status === 200) ready.add(port);
    else ready.delete(port);
  };
  const looking = ports.map(async (port) => {
    while (!closing.signal.aborted) {
      await look(port);
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  });
  const server = createServer((inward) => {
    const choice = [...ready];
    const port = choice[turn++ % choice.length];
    if (port === undefined) return void inward.destroy();
    const outward = connect(port, '127.0.0.1');
    for (const socket of [inward, outward]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        inward.destroy();
        outward.destroy();
      });
    }
    inward.pipe(outward).pipe(inward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    until: async (port, isReady) => {
      while (ready.has(port) !== isReady) {
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
      }
    },
    close: async () => {
      closing.abort();
      sockets.forEach((socket) => socket.destroy());
      await new Promise((resolve) => server.close(resolve));
      await Promise.all(looking);
    },
  };
}
