import {
  Kind,
  type DocumentNode,
  type GraphQLError,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { UNAUTHENTICATED_VIEWER, type Viewer } from '../../access/viewer.js';
import { graphError } from '../errors.js';
import { fragmentNamed } from './fragment-named.js';

/** Fields that return only the schema. */
const SCHEMA_FIELDS: readonly string[] = ['__typename', '__schema', '__type'];

export interface RequestedOperation {
  /** Valid: its fragments exist and do not contain themselves. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode | null;
  /** Whether `_service` needs no token: the router requests the SDL on its own behalf. */
  readonly servesSdl: boolean;
}

/** Whether the viewer may execute the operation: every field with data requires a valid token. */
export function isAuthorized(
  viewer: Viewer,
  { document, operation, servesSdl }: RequestedOperation,
): boolean {
  if (viewer !== UNAUTHENTICATED_VIEWER) return true;
  if (operation === null) return false;
  const isPublic = (field: string) =>
    SCHEMA_FIELDS.includes(field) || (servesSdl && field === '_service');
  return rootFields(operation.selectionSet, document).every(isPublic);
}

export function unauthenticated(): GraphQLError {
  return graphError('UNAUTHENTICATED', 'A valid token is needed.');
}

function rootFields({ selections }: SelectionSetNode, document: DocumentNode): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection.name.value];
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection
        : fragmentNamed(selection.name.value, document);
    return fragment ? rootFields(fragment.selectionSet, document) : [];
  });
}
