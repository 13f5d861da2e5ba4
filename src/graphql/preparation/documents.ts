import {
  GraphQLError,
  Kind,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { hash } from 'node:crypto';
import type { ErrorCode } from '../errors.js';
import { exceededDocumentLimit } from '../limits/document-limits.js';
import { measureOperation } from '../limits/measure-operation.js';
import { exceededLimit } from '../limits/operation-limits.js';
import { conditionOfSubscription } from './subscription-condition.js';

export interface DocumentRules {
  readonly schema: GraphQLSchema;
  /** Whether clients may introspect the schema, and whether validation errors may suggest its names. */
  readonly exposesSchema: boolean;
}

const MAX_VALIDATION_ERRORS = 5;
/** Counts text: a parsed document takes about 80 times the memory of its text. */
const CACHED_BYTES = 256 * 1024;

/** A parsed document. */
export interface ParsedDocument {
  readonly document: DocumentNode;
  /** @returns the errors that prevent the execution of its operations; none when the document is valid. */
  validate(): readonly GraphQLError[];
}

/** Parses and validates documents, and caches the valid ones. */
export class Documents {
  private readonly valid = new LRUCache<string, DocumentNode>({ maxSize: CACHED_BYTES });

  constructor(private readonly rules: DocumentRules) {}

  /** @returns the error when the text cannot be parsed. */
  parse(text: string): ParsedDocument | GraphQLError {
    const key = hashOf(text);
    const known = this.valid.get(key);
    if (known) return { document: known, validate: () => [] };
    const document = parseLimited(text);
    if (document instanceof GraphQLError) return document;
    return {
      document,
      validate: () => {
        const errors = errorsOf(document, this.rules);
        if (errors.length === 0) this.valid.set(key, document, { size: text.length });
        return errors;
      },
    };
  }

  /** Returns the valid document whose text has this SHA-256, while it is cached. */
  byHash(sha256: string): DocumentNode | undefined {
    return this.valid.get(sha256);
  }
}

function hashOf(text: string): string {
  return hash('sha256', text);
}

function parseLimited(text: string): DocumentNode | GraphQLError {
  try {
    return exceededDocumentLimit(text) ?? parse(text);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return withCode(error, 'GRAPHQL_PARSE_FAILED');
  }
}

/** The limits are checked first: fragments that multiply would make validation itself expensive. */
function errorsOf(document: DocumentNode, rules: DocumentRules): readonly GraphQLError[] {
  const { schema, exposesSchema } = rules;
  const excess = excessOf(document, schema);
  if (excess) return [excess];
  const condition = conditionOfSubscription(document);
  if (condition) return [withCode(condition, 'GRAPHQL_VALIDATION_FAILED')];
  const validationRules = exposesSchema
    ? specifiedRules
    : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  return validate(schema, document, validationRules, {
    maxErrors: MAX_VALIDATION_ERRORS,
    hideSuggestions: !exposesSchema,
  }).map((error) => withCode(error, 'GRAPHQL_VALIDATION_FAILED'));
}

/** Returns the error for the first operation over a limit that does not depend on variables. */
function excessOf(document: DocumentNode, schema: GraphQLSchema): GraphQLError | null {
  for (const operation of document.definitions) {
    if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
    const measure = measureOperation({ schema, document, operation, variables: {} });
    const excess = exceededLimit({ ...measure, representations: 0, cost: 0, values: 0 });
    if (excess) return excess;
  }
  return null;
}

function withCode(error: GraphQLError, code: ErrorCode): GraphQLError {
  const { message, nodes = null, source = null, positions = null } = error;
  return new GraphQLError(message, { nodes, source, positions, extensions: { code } });
}
