import { DatabaseError } from 'pg';
import { QueryFailedError } from 'typeorm';
import { ConfigError } from '../config/config.js';
import { MissingPackageError } from '../config/development-package.js';
import { DatabaseStartError } from '../database/start-error.js';
import { errorCode, isTransient } from '../database/transient-error.js';
import { ListenError } from '../http/listen.js';

/** Errors whose message is written for the operator. */
const OPERATOR_ERRORS = [ConfigError, DatabaseStartError, ListenError, MissingPackageError];

/** Returns why the process could not start or finish, with the remedy. An unexpected error is shown with its stack. */
export function describeStartProblem(error: unknown): string {
  if (OPERATOR_ERRORS.some((type) => error instanceof type)) return (error as Error).message;
  if (!(error instanceof Error)) return String(error);
  return describeFileError(error) ?? describeDatabaseError(error) ?? error.stack ?? error.message;
}

const FILE_REMEDIES: Readonly<Record<string, string>> = {
  EROFS:
    'it is on a read-only file system. Start the service in a folder that it may write to: ' +
    'in development it stores its data in ./.data',
  EACCES: 'give this user read and write access to it',
  EPERM: 'give this user read and write access to it',
  ENOSPC: 'free space on that disk',
  EDQUOT: 'free space on that disk',
  ENOTDIR: 'a file is where a folder is expected. Move it away',
  EEXIST: 'a file is where a folder is expected. Move it away',
};

function describeFileError({ code, path }: NodeJS.ErrnoException): string | null {
  if (code === undefined || path === undefined) return null;
  const remedy = FILE_REMEDIES[code] ?? 'check that it exists and that this user may read it';
  return `${path} cannot be used (${code}): ${remedy}.`;
}

/** The database was lost, or rejected a statement after the start. Its messages may quote personal data. */
function describeDatabaseError(error: Error): string | null {
  if (isTransient(error)) {
    return `The connection to the database failed (${errorCode(error)}): check that Postgres runs, then try again.`;
  }
  if (!(error instanceof DatabaseError || error instanceof QueryFailedError)) return null;
  return `The database rejected a statement (SQLSTATE ${errorCode(error)}): see the log of Postgres.`;
}
