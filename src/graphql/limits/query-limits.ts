import type { ApolloServerPlugin } from '@apollo/server';
import { getVariableValues, GraphQLError } from 'graphql';
import type { RequestContext } from '../context.js';
import { measureQuery, type MeasuredOperation, type QueryMeasure } from './measure-query.js';

/**
 * What one operation may ask for. The largest honest need stands beside each limit, as the tests measure it by all
 * fields of a whole page of transactions and by what gateways merge into one operation.
 */
export const QUERY_LIMITS: Readonly<QueryMeasure> = {
  depth: 16, // 10
  aliases: 100, // 50
  directives: 100, // 50
  repeats: 10, // 1
  representations: 500, // 500: five whole pages
  cost: 100_000, // 82,801
};

/** What is refused while it is read, before it is measured; the largest honest need again beside it. */
export const REQUEST_LIMITS = {
  bodyBytes: 1024 * 1024, // 39,232, and whole webhooks by mutation
  tokens: 4_000, // 789
  /** Fields and fragments, those of a fragment again wherever it is spread. */
  selections: 10_000, // 640
} as const;

const LIMIT_NAMES = Object.keys(QUERY_LIMITS) as (keyof QueryMeasure)[];

/** Refuses operations that ask for more than the limits, before any of their fields is resolved. */
export const queryLimits: ApolloServerPlugin<RequestContext> = {
  requestDidStart: () =>
    Promise.resolve({
      didResolveOperation: ({ schema, document, operation, request }) => {
        if (!operation) return Promise.resolve();
        const variables = request.variables ?? {};
        const problem = exceededLimit({ schema, document, operation, variables });
        return problem === null ? Promise.resolve() : Promise.reject(problem);
      },
    }),
};

/**
 * The error for an operation that exceeds a limit: over HTTP a 400. Null when it exceeds none, or when its variables do
 * not fit: then it is refused for that.
 */
export function exceededLimit(given: MeasuredOperation): GraphQLError | null {
  const {
    schema,
    operation: { variableDefinitions = [] },
  } = given;
  const { coerced } = getVariableValues(schema, variableDefinitions, given.variables);
  if (!coerced) return null;
  const operation = { ...given, variables: coerced };
  const limit = limitExceededBy(measureQuery(operation, (it) => limitExceededBy(it) !== null));
  return limit && tooMuch(limit);
}

function limitExceededBy(measure: QueryMeasure): keyof QueryMeasure | null {
  return LIMIT_NAMES.find((name) => measure[name] > QUERY_LIMITS[name]) ?? null;
}

function tooMuch(limit: keyof QueryMeasure): GraphQLError {
  return new GraphQLError(
    `The operation asks for too much: its limit of ${limit} is ${QUERY_LIMITS[limit]}.`,
    { extensions: { code: 'LIMIT_EXCEEDED', http: { status: 400 } } },
  );
}
