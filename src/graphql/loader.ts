import DataLoader from 'dataloader';

/**
 * Values by id, for one request. Ids that are asked for at the same moment become one reading, however many they are,
 * and a value that is there is handed out as it is, without a promise: wide answers are made of hundreds of them.
 */
export class Loader<Value extends object | null> {
  private readonly values = new Map<string, Value>();
  private late: DataLoader<string, Value> | null = null;

  /** @param read gives one value an id, in their order. */
  constructor(private readonly read: (ids: readonly string[]) => Promise<readonly Value[]>) {}

  /** Of what is not there. Most loaders of most requests are never asked for that. */
  private get others(): DataLoader<string, Value> {
    return (this.late ??= new DataLoader((ids) => this.readNow(ids)));
  }

  load(id: string): Value | Promise<Value> {
    const value = this.values.get(id);
    return value === undefined ? this.others.load(id) : value;
  }

  /** Keeps a value that was read on the way to another. */
  prime(id: string, value: Value): void {
    if (!this.values.has(id)) this.values.set(id, value);
  }

  /** Reads what is not there yet. It never rejects: a failure is that of each {@link load} of these ids. */
  async readAhead(ids: readonly string[]): Promise<void> {
    const missing = [...new Set(ids.filter((id) => !this.values.has(id)))];
    if (missing.length === 0) return;
    await this.readNow(missing).catch((error: unknown) => {
      const reason = error instanceof Error ? error : new Error('unknown', { cause: error });
      for (const id of missing) this.others.prime(id, reason);
    });
  }

  private async readNow(ids: readonly string[]): Promise<readonly Value[]> {
    const values = await this.read(ids);
    ids.forEach((id, index) => this.prime(id, values[index] as Value));
    return values;
  }
}
