/** Whether a resource is opened once for the tests of a file or `describe` block, or again for each test. */
export type Lifetime = 'BLOCK' | 'TEST';

export interface ResourceOptions {
  /** Default: `BLOCK`. */
  readonly lifetime?: Lifetime;
  /** The time limit for opening; default: Jest's limit. */
  readonly timeoutMs?: number;
}

type Close = () => unknown;

/** Jest runs hooks in the order of their definition, but resources must be closed in reverse order. */
const closers: Record<Lifetime, Close[]> = { BLOCK: [], TEST: [] };

/**
 * Opens a resource before the tests of a file or `describe` block, or before each of them, and closes it afterwards.
 *
 * @returns an object that forwards to the open resource, so a test file can store it in a constant
 */
export function useResource<T extends object>(
  open: () => T | Promise<T>,
  close: (resource: T) => unknown,
  { lifetime = 'BLOCK', timeoutMs }: ResourceOptions = {},
): T {
  let current: T | undefined;
  const [before, after] = lifetime === 'BLOCK' ? [beforeAll, afterAll] : [beforeEach, afterEach];
  before(async () => {
    const resource = await open();
    current = resource;
    closers[lifetime].push(() => close(resource));
  }, timeoutMs);
  after(async () => {
    await closers[lifetime].pop()?.();
  }, timeoutMs);
  return forwardTo(() => {
    if (current === undefined) throw new Error('The resource is only open while the tests run.');
    return current;
  });
}

/** @returns a function that registers cleanup work for the end of the current test, run in reverse order */
export function useCleanup(): (close: Close) => void {
  const cleanup: Close[] = [];
  afterEach(async () => {
    for (const close of cleanup.splice(0).reverse()) await close();
  });
  return (close) => void cleanup.push(close);
}

function forwardTo<T extends object>(current: () => T): T {
  return new Proxy({} as T, {
    get: (_, name) => {
      const value: unknown = Reflect.get(current(), name);
      return typeof value === 'function' ? (value.bind(current()) as unknown) : value;
    },
    set: (_, name, value) => Reflect.set(current(), name, value),
  });
}
