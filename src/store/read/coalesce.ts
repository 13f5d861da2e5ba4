/** Statements running at once for one kind of read: others keep connections, and what arrives meanwhile is read together. */
const SLOTS = 2;
/** In one statement. With more, every processor would wait for one answer. */
const MAX_READS = 16;
const MAX_IDS = 800;

export type ReadByIds<Found> = (ids: readonly string[]) => Promise<ReadonlyMap<string, Found>>;

interface Waiting<Found> {
  readonly ids: readonly string[];
  readonly resolve: (found: ReadonlyMap<string, Found>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Lets concurrent requests share statements. This is no cache: the statement that answers a read starts after it.
 *
 * @param read reads distinct ids by one statement
 */
export function coalesce<Found>(read: ReadByIds<Found>): ReadByIds<Found> {
  const waiting: Waiting<Found>[] = [];
  let running = 0;

  const start = async (reads: readonly Waiting<Found>[]): Promise<void> => {
    running++;
    try {
      const found = await read([...new Set(reads.flatMap(({ ids }) => ids))]);
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
      void start(waiting.splice(0, countForStatement(waiting)));
    }
  };
  return (ids) =>
    new Promise((resolve, reject) => {
      waiting.push({ ids, resolve, reject });
      // After the pending events: reads that arrived in the same turn go together.
      setImmediate(startWaiting);
    });
}

function countForStatement(waiting: readonly { readonly ids: readonly string[] }[]): number {
  let ids = 0;
  const end = waiting.findIndex((read) => (ids += read.ids.length) > MAX_IDS);
  return Math.min(MAX_READS, end === -1 ? waiting.length : Math.max(1, end));
}
