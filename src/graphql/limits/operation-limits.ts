import type { GraphQLError } from 'graphql';
import { graphError } from '../errors.js';
import type { OperationMeasure } from './measure-operation.js';

/**
 * What one operation may request. The largest legitimate need is stated next to each limit, as the tests measure it from
 * whole pages of transactions and from what gateways merge into one operation.
 */
export const OPERATION_LIMITS: Readonly<OperationMeasure> = {
  depth: 16, // 11
  aliases: 100, // 50
  directives: 100, // 50
  repeats: 10, // 1
  selections: 10_000, // 1,050
  representations: 500, // 500: five whole pages
  cost: 27_000, // 25,300
  values: 500_000, // 392,501
};

/** Limits that are checked before or while an operation is parsed. */
export const REQUEST_LIMITS = {
  bodyBytes: 1024 * 1024, // 39,232, and whole webhooks by mutation
  tokens: 4_000, // 1,291
  nesting: 100, // 11
} as const;

const NAMES = Object.keys(OPERATION_LIMITS) as (keyof OperationMeasure)[];

/** Returns the error for an operation over a limit; null when it is within all limits. */
export function exceededLimit(measure: OperationMeasure): GraphQLError | null {
  const name = NAMES.find((it) => measure[it] > OPERATION_LIMITS[it]);
  if (name === undefined) return null;
  const problem = `The operation has a ${DESCRIPTIONS[name]} of ${measure[name]}; the limit is ${OPERATION_LIMITS[name]}.`;
  return graphError(
    'LIMIT_EXCEEDED',
    name === 'cost' || name === 'values' ? `${problem} ${ADVICE}` : problem,
  );
}

const DESCRIPTIONS: Readonly<Record<keyof OperationMeasure, string>> = {
  depth: 'depth',
  aliases: 'number of aliases',
  directives: 'number of directives',
  repeats: 'number of repetitions of one field',
  selections: 'number of selections',
  representations: 'number of representations',
  cost: 'cost',
  values: 'number of values',
};
export const ADVICE = 'Request smaller pages, fewer nested lists or fewer representations.';
