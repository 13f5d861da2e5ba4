import type DataLoader from 'dataloader';
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

/** What another subgraph refers to. Null when it is not known here or its id is malformed: the others shall load. */
export function loadReference<Row>(
  loader: DataLoader<string, Row | null>,
  reference: { readonly id: unknown },
): Promise<Row | null> | null {
  const id = parseUuid(reference.id);
  return id === null ? null : loader.load(id);
}
