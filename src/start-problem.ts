import { ConfigError } from './config.js';
import { MissingPackageError } from './config/development-package.js';
import { DatabaseStartError } from './database/start-error.js';

const EXPECTED = [ConfigError, DatabaseStartError, MissingPackageError];

/** Why the service could not start and what to do, in one sentence; for an unexpected error, its stack. */
export function describeStartProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (EXPECTED.some((type) => error instanceof type)) return error.message;
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
