import type { RequestContext } from './context.js';
import type { Loader } from './loader.js';
import type { Loaders } from './loaders.js';

/** One value of one loader. */
export interface Read<Value extends object | null = object | null> {
  readonly from: Pick<Loader<Value>, 'load' | 'readAhead'>;
  readonly id: string;
}

/** The value of a field, in two steps: what many of them load is read at once in between. */
export interface Prepared<Shown> {
  readonly reads: readonly Read[];
  /** The value, or a promise of it where that is not there yet. */
  readonly show: () => Shown;
}

/** Prepares a field's value. It may throw for arguments that cannot be. */
type Prepare<Parent, Args, Shown> = (
  loaders: Loaders,
  parent: Parent,
  args: Args,
) => Prepared<Shown>;

/** A resolver that can tell beforehand what it loads. */
export interface LoadingResolver<Parent, Args, Shown> {
  (parent: Parent, args: Args, context: RequestContext): Shown;
  readonly prepare: Prepare<Parent, Args, Shown>;
}

export function loadingResolver<Parent, Args, Shown>(
  prepare: Prepare<Parent, Args, Shown>,
): LoadingResolver<Parent, Args, Shown> {
  return Object.assign(
    (parent: Parent, args: Args, { loaders }: RequestContext) =>
      prepare(loaders, parent, args).show(),
    { prepare },
  );
}

type ValueOf<Found> = Found extends Read<infer Value> ? Value : never;

/**
 * The resolver of a field that shows what one loader gives.
 *
 * @param find tells which value it is; null where there is none.
 * @param show makes the field's value of it.
 */
export function loaded<Parent, Args, Found extends Read | null, Shown>(
  find: (loaders: Loaders, parent: Parent, args: Args) => Found,
  show: (value: ValueOf<Found>, args: Args) => Shown,
): LoadingResolver<Parent, Args, Shown | Promise<Shown> | Extract<Found, null>> {
  type Value = Shown | Promise<Shown> | Extract<Found, null>;
  return loadingResolver((loaders, parent: Parent, args: Args): Prepared<Value> => {
    const read = find(loaders, parent, args);
    if (read === null) return { reads: [], show: () => read as Extract<Found, null> };
    const { from, id } = read;
    return {
      reads: [read],
      show: () => {
        const value = from.load(id) as ValueOf<Found> | Promise<ValueOf<Found>>;
        return value instanceof Promise ? value.then((it) => show(it, args)) : show(value, args);
      },
    };
  });
}

/** For {@link loaded}: the field's value is what was loaded. */
export function asItIs<Value>(value: Value): Value {
  return value;
}
