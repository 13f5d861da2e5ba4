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
  /** The largest number of compiled operations in memory. */
  readonly operations: number;
  /** The number of executions after which an operation is compiled. */
  readonly executions: number;
  /** The shortest time between two compilations, each of which blocks the event loop for milliseconds. */
  readonly intervalMs: number;
}

/**
 * A compilation takes 1.4 to 3 ms and 40 to 216 KB, so the operations of clients that never repeat one are not
 * compiled.
 */
const LIMITS: CompilerLimits = { operations: 100, executions: 10, intervalMs: 200 };

/** Compiles the operations that are executed often. */
export class OperationCompiler {
  private readonly compiled: LRUCache<OperationDefinitionNode, CompiledQuery>;
  /** Its entries live as long as Apollo Server's cache holds the parsed document. */
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
   * @returns the compiled operation; null: graphql-js must execute it, now or always.
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
    // The operation cannot be compiled: a count below every number keeps it from being tried again.
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
