import {
  defaultFieldResolver,
  getNullableType,
  isListType,
  isObjectType,
  type GraphQLFieldResolver,
  type GraphQLSchema,
} from 'graphql';
import type { RequestContext } from '../context.js';
import { graphError } from '../errors.js';
import { ADVICE } from './operation-limits.js';

/** Twice the list items that the most expensive operation within the limits returns for data of typical size. */
export const LIST_ITEM_BUDGET = 50_000;

/**
 * The number of list items that one operation may still return. The cost of an operation is computed from typical sizes
 * before anything is read; the budget applies to the real sizes.
 */
export class ListBudget {
  private left = LIST_ITEM_BUDGET;

  get isExceeded(): boolean {
    return this.left < 0;
  }

  /** @throws GraphQLError `LIMIT_EXCEEDED` for the list that exceeds the budget, and for every later list. */
  spend(items: number): void {
    this.left -= items;
    this.check();
  }

  check(): void {
    if (this.isExceeded) throw this.error();
  }

  error() {
    return graphError(
      'LIMIT_EXCEEDED',
      `The response would have more than ${LIST_ITEM_BUDGET} list items. ${ADVICE}`,
    );
  }
}

type Resolver = GraphQLFieldResolver<unknown, RequestContext>;

/** Makes every list field of a schema spend the budget of its request, whichever executor calls its resolver. */
export function spendListBudget(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (isListType(getNullableType(field.type))) {
        field.resolve = spending(field.resolve ?? defaultFieldResolver);
      }
    }
  }
  return schema;
}

function spending(resolve: Resolver): Resolver {
  return (source, args, context, info) => {
    const { listBudget } = context;
    listBudget.check();
    const spend = (items: unknown): unknown => {
      if (Array.isArray(items)) listBudget.spend(items.length);
      return items;
    };
    const items = resolve(source, args, context, info);
    return items instanceof Promise ? items.then(spend) : spend(items);
  };
}
