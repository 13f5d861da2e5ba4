import type { FastifyRequest } from 'fastify';
import type { OperationRequest } from './prepare-operation.js';

/**
 * Returns the operation in the body of an HTTP request. Null when the body contains none: Apollo Server rejects it,
 * because it checks the same properties before it executes anything.
 */
export function operationRequestOf({ body }: FastifyRequest): OperationRequest | null {
  if (!isRecord(body)) return null;
  const { query, operationName, variables } = body;
  if (typeof query !== 'string' || query === '') return null;
  if (operationName != null && typeof operationName !== 'string') return null;
  if (variables != null && !isRecord(variables)) return null;
  return { query, operationName, variables };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
