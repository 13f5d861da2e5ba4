import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A proxy with a stable address for a server that stops and restarts. */
export interface TcpProxy {
  readonly port: number;
  /** Forwards new connections to a port. Null cuts new and open connections. */
  lead(port: number | null): void;
  close(): Promise<void>;
}

export async function startTcpProxy(): Promise<TcpProxy> {
  let target: number | null = null;
  const sockets = new Set<Socket>();
  const cut = () => sockets.forEach((socket) => socket.destroy());
  const server = createServer((inward) => {
    if (target === null) {
      inward.destroy();
      return;
    }
    const outward = connect(target, '127.0.0.1');
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
    lead: (port) => {
      target = port;
      if (port === null) cut();
    },
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
