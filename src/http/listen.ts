import type { FastifyInstance } from 'fastify';

/** The server cannot listen on an address. The message is one sentence for the operator: the cause and the remedy. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Starts to listen.
 *
 * @param portSetting the variable that contains the port, for the remedy
 * @returns the address
 * @throws ListenError
 */
export function listen(
  server: FastifyInstance,
  address: ListenAddress,
  portSetting: string,
): Promise<string> {
  return server.listen(address).catch((error: unknown) => {
    throw asListenError(error, address, portSetting);
  });
}

/** Converts an error of `listen` to a message for the operator; returns all other errors unchanged. */
export function asListenError(
  error: unknown,
  { host, port }: ListenAddress,
  portSetting: string,
): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  const problem = (message: string) => new ListenError(message, { cause: error });
  if (code === 'EADDRINUSE')
    return problem(
      `Port ${port} is in use: stop what listens there, or set ${portSetting} to another port.`,
    );
  if (syscall === 'listen' && code === 'EACCES')
    return problem(`Port ${port} needs more privileges: set ${portSetting} to a port above 1023.`);
  if (syscall === 'listen' || syscall === 'getaddrinfo')
    return problem(
      `This machine has no address ${host} (${code}): set HOST to one of its addresses, for example 127.0.0.1.`,
    );
  return error;
}
