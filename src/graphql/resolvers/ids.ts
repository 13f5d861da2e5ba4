import { parseUuid } from '../../junction/uuid.js';
import { graphError } from '../errors.js';

/**
 * The id given as an argument, in the spelling that the loaders know.
 *
 * @throws GraphQLError `BAD_USER_INPUT` when it is no UUID.
 */
export function idArgument(value: string): string {
  const id = parseUuid(value);
  if (id === null) throw graphError('BAD_USER_INPUT', 'The argument "id" is not a UUID.');
  return id;
}
