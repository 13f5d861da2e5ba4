import type { RequestContext } from './context.js';
import type { Loader } from './loader.js';
import type { Loaders } from './loaders.js';

/** One value of one loader. */
export interface Read<Value extends object | null = object | null> {
  readonly from: Pick<Loader<Value>, 'load' | 'readAhead'>;
  readonly id: string;
}

/** Tells what a resolver loads. It may throw for arguments that cannot be; then so does the resolver. */
export type ReadsOf<Parent, Args> = (
  loaders: Loaders,
  parent: Parent,
  args: Args,
) => readonly Read[];

/** A resolver that tells beforehand what it loads, so that this can be read ahead. */
export interface LoadingResolver<Parent, Args, Shown> {
  (parent: Parent, args: Args, context: RequestContext): Shown;
  readonly reads: ReadsOf<Parent, Args>;
}

type ValueOf<Found> = Found extends Read<infer Value> ? Value : never;

/**
 * The resolver of a field that shows what one loader gives: at once where that is there already.
 *
 * @param find tells which value it is; null where there is none.
 * @param show makes the field's value of it.
 */
export function loaded<Parent, Args, Found extends Read | null, Shown>(
  find: (loaders: Loaders, parent: Parent, args: Args) => Found,
  show: (value: ValueOf<Found>, args: Args) => Shown,
): LoadingResolver<Parent, Args, Shown | Promise<Shown> | Extract<Found, null>> {
  const resolve = (parent: Parent, args: Args, { loaders }: RequestContext) => {
    const read = find(loaders, parent, args);
    if (read === null) return read as Extract<Found, null>;
    const value = read.from.load(read.id) as ValueOf<Found> | Promise<ValueOf<Found>>;
    return value instanceof Promise ? value.then((it) => show(it, args)) : show(value, args);
  };
  const reads: ReadsOf<Parent, Args> = (loaders, parent, args) => {
    const read = find(loaders, parent, args);
    return read === null ? [] : [read];
  };
  return Object.assign(resolve, { reads });
}

/** For {@link loaded}: the field's value is what was loaded. */
export function asItIs<Value>(value: Value): Value {
  return value;
}
