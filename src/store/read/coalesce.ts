/** Concurrent statements for one kind of read. Other reads have connections left; requests that arrive while all are used share one. */
const SLOTS = 2;
/** In one statement. With more, every processor would wait for one answer. */
const MAX_READS = 16;
const MAX_IDS = 800;

/** @param caller when aborted, a read that has not begun never begins */
export type ReadByIds<Found> = (
  ids: readonly string[],
  caller?: AbortSignal,
) => Promise<ReadonlyMap<string, Found>>;

/** @param isAbandoned whether all callers who share the statement have gone */
type ReadTogether<Found> = (
  ids: readonly string[],
  isAbandoned: () => boolean,
) => Promise<ReadonlyMap<string, Found>>;

interface Waiting<Found> {
  readonly ids: readonly string[];
  readonly caller: AbortSignal | undefined;
  readonly resolve: (found: ReadonlyMap<string, Found>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets concurrent requests share statements. This is no cache: the statement that answers a read starts after it.
 *
 * @param read reads distinct ids by one statement
 */
export function coalesce<Found>(read: ReadTogether<Found>): ReadByIds<Found> {
  const waiting: Waiting<Found>[] = [];
  let running = 0;

  const start = async (reads: readonly Waiting<Found>[]): Promise<void> => {
    running++;
    try {
      const ids = [...new Set(reads.flatMap((it) => it.ids))];
      const found = await read(ids, () => reads.every(hasDisconnected));
      for (const { resolve } of reads) resolve(found);
    } catch (error) {
      for (const { reject } of reads) reject(error);
    }
    running--;
    // After the requests just answered could send their next read, so that it is not left out.
    setImmediate(startWaiting);
  };
  const startWaiting = (): void => {
    while (waiting.length > 0 && running < SLOTS) {
      const reads = waiting.splice(0, countForStatement(waiting)).filter(isAwaited);
      if (reads.length > 0) void start(reads);
    }
  };
  return (ids, caller) =>
    new Promise((resolve, reject) => {
      waiting.push({ ids, caller, resolve, reject });
      // After the pending events: reads that arrived in the same turn go together.
      setImmediate(startWaiting);
    });
}

function hasDisconnected({ caller }: Pick<Waiting<never>, 'caller'>): boolean {
  return caller?.aborted === true;
}

/** Rejects the read of a caller who has gone. */
function isAwaited({ caller, reject }: Pick<Waiting<never>, 'caller' | 'reject'>): boolean {
  if (!hasDisconnected({ caller })) return true;
  reject(caller?.reason);
  return false;
}

function countForStatement(waiting: readonly { readonly ids: readonly string[] }[]): number {
  let ids = 0;
  const end = waiting.findIndex((read) => (ids += read.ids.length) > MAX_IDS);
  return Math.min(MAX_READS, end === -1 ? waiting.length : Math.max(1, end));
}
