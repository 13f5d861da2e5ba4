import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * A persistent map: one JSON file for each entry, in one folder. Files are small and few, so they are written
 * synchronously; memory and disk never differ.
 */
export class JsonFolder<T> {
  private readonly entries = new Map<string, T>();
  private replaced: (key: string, earlier: T | undefined) => void = () => undefined;

  /** Opens the folder and creates it when it does not exist. */
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      const text = readFileSync(path.join(folder, file), 'utf8');
      this.entries.set(path.basename(file, '.json'), JSON.parse(text) as T);
    }
  }

  /** @param listener called before each {@link put} with the entry that it replaces */
  onReplace(listener: (key: string, earlier: T | undefined) => void): void {
    this.replaced = listener;
  }

  get(key: string): T | undefined {
    return this.entries.get(key);
  }

  values(): T[] {
    return [...this.entries.values()];
  }

  /** Stores the entry and replaces an earlier one of the same key. The key must be a valid file name. */
  put(key: string, entry: T): void {
    // A rename is atomic: a crash leaves the earlier entry, never a partial new one.
    const unfinished = `${this.fileOf(key)}.new`;
    writeFileSync(unfinished, JSON.stringify(entry, null, 2));
    renameSync(unfinished, this.fileOf(key));
    this.replaced(key, this.entries.get(key));
    this.entries.set(key, entry);
  }

  remove(key: string): void {
    rmSync(this.fileOf(key), { force: true });
    this.entries.delete(key);
  }

  private fileOf(key: string): string {
    return path.join(this.folder, `${key}.json`);
  }
}
