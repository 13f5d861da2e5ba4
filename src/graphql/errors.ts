import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLErrorOptions, type GraphQLFormattedError } from 'graphql';
import { isTransient } from '../database/transient-error.js';
import { IngestUnavailableError } from '../ingest/ingester.js';
import { UpstreamError, type UpstreamErrorCode } from '../junction/upstream-error.js';

const OWN_CODES = [
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'LIMIT_EXCEEDED',
  'SERVICE_UNAVAILABLE',
  'INTERNAL_SERVER_ERROR',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
] as const;

/** Every `extensions.code` that a caller can receive. */
export type ErrorCode = (typeof OWN_CODES)[number] | UpstreamErrorCode;

/** The part of an error that a caller may receive. */
interface PublicError {
  readonly code: ErrorCode;
  readonly message: string;
}

/** Limits GraphQL's own messages, which quote the text of the query. */
const MAX_MESSAGE_LENGTH = 400;

const UNAVAILABLE: PublicError = {
  code: 'SERVICE_UNAVAILABLE',
  message: 'The service cannot answer at present. Try again later.',
};
const INTERNAL: PublicError = {
  code: 'INTERNAL_SERVER_ERROR',
  message: 'Something went wrong on the server.',
};

/** Creates an error whose code and message reach the caller unchanged. */
export function graphError(
  code: ErrorCode,
  message: string,
  place: Pick<GraphQLErrorOptions, 'nodes'> = {},
): GraphQLError {
  return new GraphQLError(message, { ...place, extensions: { code } });
}

/** Formats an error for the response: the message of an error that was not written for callers is masked. */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const { code, message } = publicError(error);
  return { ...formatted, message, extensions: { code } };
}

/** Formats an error of GraphQL for the responses that Apollo Server does not format. */
export function serializeError(error: GraphQLError): GraphQLFormattedError {
  return formatError(error.toJSON(), error);
}

/**
 * Returns the code and message for the caller. Of an error that was not written for callers, only its code is exact.
 */
export function publicError(error: unknown): PublicError {
  const original = unwrapResolverError(error);
  if (original instanceof GraphQLError) return publicGraphQLError(original);
  if (original instanceof UpstreamError) return original;
  const unavailable = original instanceof IngestUnavailableError || isTransient(original);
  return unavailable ? UNAVAILABLE : INTERNAL;
}

function publicGraphQLError(error: GraphQLError): PublicError {
  const code = ownCode(error.extensions.code);
  return code === 'INTERNAL_SERVER_ERROR'
    ? INTERNAL
    : { code, message: error.message.slice(0, MAX_MESSAGE_LENGTH) };
}

function ownCode(code: unknown): ErrorCode {
  if (APOLLO_REQUEST_CODES.has(code)) return 'BAD_USER_INPUT';
  return OWN_CODES.find((known) => known === code) ?? 'INTERNAL_SERVER_ERROR';
}

/** Apollo's more specific codes for requests that it cannot read. */
const APOLLO_REQUEST_CODES: ReadonlySet<unknown> = new Set([
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);
