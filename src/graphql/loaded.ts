import type { RequestContext } from './context.js';
import type { Loader } from './loader.js';
import type { Loaders } from './loaders.js';

/** One value of one loader. */
export interface Read<Value extends object | null = object | null> {
  readonly from: Pick<Loader<Value>, 'load' | 'readAhead'>;
  readonly id: string;
}

/** What many fields load, to be read at once. */
export class ReadingList {
  private readonly ids = new Map<Read['from'], string[]>();
  private added = 0;

  /** How much was added so far. */
  get length(): number {
    return this.added;
  }

  add({ from, id }: Read): void {
    const ids = this.ids.get(from);
    if (ids) ids.push(id);
    else this.ids.set(from, [id]);
    this.added++;
  }

  /** It never rejects: a failure is that of each who loads what could not be read. */
  async read(): Promise<void> {
    await Promise.all(Array.from(this.ids, ([from, ids]) => from.readAhead(ids)));
  }
}

/** Gives a field's value, or a promise of it where what it loads is not there yet. */
export type Show<Shown> = () => Shown;

/**
 * The first of two steps to a field's value: puts what it loads on a list, which is read before the second. It may throw
 * for arguments that cannot be.
 */
type Prepare<Parent, Args, Shown> = (
  loaders: Loaders,
  parent: Parent,
  args: Args,
  list: ReadingList,
) => Show<Shown>;

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
      prepare(loaders, parent, args, new ReadingList())(),
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
  return loadingResolver((loaders, parent: Parent, args: Args, list): Show<Value> => {
    const read = find(loaders, parent, args);
    if (read === null) return () => read as Extract<Found, null>;
    list.add(read);
    return () => {
      const value = read.from.load(read.id) as ValueOf<Found> | Promise<ValueOf<Found>>;
      return value instanceof Promise ? value.then((it) => show(it, args)) : show(value, args);
    };
  });
}

/** For {@link loaded}: the field's value is what was loaded. */
export function asItIs<Value>(value: Value): Value {
  return value;
}
