import { graphError } from './errors.js';

/** A person of the company, known here by the company's own id alone. */
export interface CompanyUser {
  readonly id: string;
}

/** What another subgraph refers to. Anybody may exist; null when the id cannot be one. */
export function companyUser(id: unknown): CompanyUser | null {
  return typeof id === 'string' && isStorable(id) ? { id } : null;
}

/**
 * The id given as an argument.
 *
 * @throws GraphQLError `BAD_USER_INPUT` when no id can be so.
 */
export function userIdArgument(id: string): string {
  if (!isStorable(id)) throw graphError('BAD_USER_INPUT', 'The argument "userId" is not an id.');
  return id;
}

/** Postgres knows no text with the character NUL, and none with half a character. */
function isStorable(id: string): boolean {
  return id !== '' && !id.includes('\0') && id.isWellFormed();
}
