import {
  coerceInputValue,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  typeFromAST,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';
import { echo } from '../echo.js';
import { graphError } from '../errors.js';
import type { MeasuredOperation } from '../limits/measure-operation.js';
import { usagesOf, type VariableUsage } from './variable-usages.js';

type Path = readonly (string | number)[];
type OnError = NonNullable<Parameters<typeof coerceInputValue>[2]>;

/**
 * Returns the errors that prevent the execution of the operation with these variables, the first one of each variable.
 * They are found before the execution, so that they are the same for every transport and executor. They repeat a value
 * only where that is safe: a variable can contain a whole webhook.
 */
export function variableErrors({
  schema,
  document,
  operation,
  variables,
}: MeasuredOperation): readonly GraphQLError[] {
  const { variableDefinitions = [] } = operation;
  return variableDefinitions.flatMap((definition) => {
    const name = definition.variable.name.value;
    const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
    const invalid = invalidPart(schema, definition, value);
    if (invalid === null && value !== null) return [];
    const usages = usagesOf(schema, document, operation).filter(
      ({ variable }) => variable.name.value === name,
    );
    return (invalid ? valueError(definition, invalid, usages[0]) : nullError(usages)) ?? [];
  });
}

/** A part of a variable's value that does not match the type of its place, with the message of graphql-js. */
class InvalidPartError extends Error {
  constructor(
    message: string,
    readonly path: Path,
    readonly value: unknown,
    readonly type: GraphQLInputType | undefined,
  ) {
    super(message);
  }
}

function invalidPart(
  schema: GraphQLSchema,
  definition: VariableDefinitionNode,
  input: unknown,
): InvalidPartError | null {
  const type = typeFromAST(schema, definition.type);
  if (!isInputType(type) || (input === undefined && !isRequired(definition, type))) return null;
  const hideSuggestions = true;
  const stop: OnError = (path, value, { message }) => {
    throw new InvalidPartError(message, path, value, typeAt(type, path));
  };
  try {
    coerceInputValue(input, type, stop, hideSuggestions);
    return null;
  } catch (error) {
    // The first error is enough: a body can contain hundreds of thousands.
    if (error instanceof InvalidPartError) return error;
    throw error;
  }
}

function valueError(
  definition: VariableDefinitionNode,
  invalid: InvalidPartError,
  usage: VariableUsage | undefined,
): GraphQLError {
  const subject = subjectOf(definition, invalid.path, usage);
  const message = `${subject} ${reasonOf(invalid)}${echo(invalid.value)}.`;
  return graphError('BAD_USER_INPUT', message, { nodes: definition });
}

function isRequired({ defaultValue }: VariableDefinitionNode, type: GraphQLInputType): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}

function reasonOf({ type, value, message }: InvalidPartError): string {
  if (value === undefined) return `is required: its type is \`${String(type)}\``;
  if (value === null) return `must not be null: its type is \`${String(type)}\``;
  const named = type && getNullableType(type);
  // GraphQL's messages about the fields of an input do not repeat their values.
  const isAboutField =
    isInputObjectType(named) && /^Field "\w{1,64}" [^"]+"[\w![\]]+"/.test(message);
  return isAboutField
    ? `is invalid: ${message.replace(/\.$/, '')}`
    : `must be a value of the type \`${String(type)}\``;
}

/** Names the variable, and the argument whose value it is where that has another name. */
function subjectOf(
  { variable }: VariableDefinitionNode,
  path: Path,
  usage: VariableUsage | undefined,
): string {
  const name = variable.name.value;
  const steps = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  const argument = usage?.argument;
  const isNamedAlike = argument === undefined || argument === name;
  return `\`$${name}${steps}\`${isNamedAlike ? '' : `, the value of \`${argument}\`,`}`;
}

function typeAt(type: GraphQLInputType | undefined, path: Path): GraphQLInputType | undefined {
  const [step, ...rest] = path;
  if (step === undefined || type === undefined) return type;
  const container = getNullableType(type);
  if (isListType(container)) return typeAt(container.ofType, rest);
  return isInputObjectType(container) ? typeAt(container.getFields()[step]?.type, rest) : undefined;
}

/** A nullable variable with a default is valid where null is not, so an explicit null fails only when it is used. */
function nullError(usages: readonly VariableUsage[]): GraphQLError | null {
  const forbidden = usages.find(({ type }) => isNonNullType(type));
  if (forbidden === undefined) return null;
  const { variable, argument, directive } = forbidden;
  const place = directive === undefined ? '' : ` of \`@${directive}\``;
  return graphError(
    'BAD_USER_INPUT',
    `\`${argument}\`${place} must not be null: the value of \`$${variable.name.value}\` is null.`,
    { nodes: variable },
  );
}
