import {
  visit,
  BREAK,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';

export interface CompilerLimits {
  /** Compiled operations in memory. */
  readonly operations: number;
  /** An operation is compiled once it was executed so often. */
  readonly executions: number;
  /** Between two compilations, which hold the event loop for milliseconds. */
  readonly intervalMs: number;
}

/** Each costs 1.4 to 3 ms and 40 to 216 KB, so that clients that never repeat an operation must not have it compiled. */
const LIMITS: CompilerLimits = { operations: 100, executions: 10, intervalMs: 200 };

/** Compiles the operations that are executed often. */
export class OperationCompiler {
  private readonly compiled: LRUCache<OperationDefinitionNode, CompiledQuery>;
  /** Held as long as Apollo Server holds the parsed document. */
  private readonly executions = new WeakMap<OperationDefinitionNode, number>();
  private nextAt = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly limits: CompilerLimits = LIMITS,
  ) {
    this.compiled = new LRUCache({ max: limits.operations });
  }

  /**
   * Counts one execution of a valid operation.
   *
   * @returns the compiled operation; null: it is not, or not yet, to be executed so.
   */
  find(document: DocumentNode, operation: OperationDefinitionNode): CompiledQuery | null {
    const known = this.compiled.get(operation);
    if (known) return known;
    const executions = (this.executions.get(operation) ?? 0) + 1;
    this.executions.set(operation, executions);
    if (executions <= this.limits.executions || performance.now() < this.nextAt) return null;
    return this.compile(document, operation);
  }

  private compile(
    document: DocumentNode,
    operation: OperationDefinitionNode,
  ): CompiledQuery | null {
    const compiled = hasDirectives(document)
      ? null
      : compileQuery(this.schema, document, operation.name?.value ?? '', COMPILER_OPTIONS);
    this.nextAt = performance.now() + this.limits.intervalMs;
    if (compiled !== null && isCompiledQuery(compiled)) {
      this.compiled.set(operation, compiled);
      return compiled;
    }
    // It never is: the count starts again from below every number.
    this.executions.set(operation, -Infinity);
    return null;
  }
}

/** With the option, an operation with the response name `__proto__` fails to compile; without, it loses that field. */
const COMPILER_OPTIONS = { useExperimentalPathBasedSkipInclude: true } as const;

/** graphql-jit executes `@skip` and `@include` differently from graphql-js. */
function hasDirectives(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive: () => {
      found = true;
      return BREAK;
    },
  });
  return found;
}
