import { ConfigError } from './config.js';
import { DatabaseStartError } from './database/start-error.js';

/** Why the service could not start, in one sentence that says what to do. Unexpected errors show all they know. */
export function describeStartProblem(error: unknown): string {
  if (error instanceof ConfigError || error instanceof DatabaseStartError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, port, address, path } = error as NodeJS.ErrnoException & {
    port?: number;
    address?: string;
  };
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is in use: stop what listens there, or set PORT (SANDBOX_PORT for the sandbox) to another.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${address ?? ''}: set HOST to one of its own.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return error.message.includes('listen')
        ? `Port ${port} needs more rights: set PORT to one above 1023.`
        : `Not allowed to write ${path ?? 'a file'}: make the folder writable for this user.`;
    default:
      return error.stack ?? error.message;
  }
}
