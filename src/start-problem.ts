import { ConfigError } from './config.js';
import { DatabaseStartError } from './database/start-error.js';

/** Why the service could not start, in one sentence that says what to do. An unexpected error shows all it knows. */
export function describeStartProblem(error: unknown): string {
  if (error instanceof ConfigError || error instanceof DatabaseStartError) return error.message;
  if (!(error instanceof Error)) return String(error);
  return describeSystemError(error) ?? error.stack ?? error.message;
}

/** Listening on an address, or using a file. */
interface SystemError extends NodeJS.ErrnoException {
  readonly address?: string;
  readonly port?: number;
}

function describeSystemError(error: SystemError): string | null {
  const { code, syscall, address, port, path } = error;
  if (code === undefined) return null;
  if (path !== undefined)
    return `${path} cannot be used (${code}): make it a folder that this user may read and write.`;
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use: stop what listens there, or set PORT (SANDBOX_PORT for the sandbox) to another.`;
  if (syscall === 'listen' && code === 'EACCES')
    return `Port ${port} needs more rights: set PORT to one above 1023.`;
  if (syscall === 'listen' || syscall === 'getaddrinfo')
    return `This machine has no address ${address ?? ''} (${code}): set HOST to one of its own.`;
  return null;
}
