import { useCallback, useEffect, useRef, useState } from 'preact/hooks';

export interface Latest<T> {
  /** Null until the first load has succeeded. */
  readonly value: T | null;
  readonly error: string | null;
  /** Loads again. Several calls during one load cause only one further load. */
  readonly refresh: () => void;
}

/** The newest value of a source. Runs one load at a time, and loads again whenever `load` changes. */
export function useLatest<T>(load: () => Promise<T>): Latest<T> {
  const [value, setValue] = useState<T | null>(null);
  const [error, setError] = useState<string | null>(null);
  const current = useRef(load);
  const isLoading = useRef(false);
  const isStale = useRef(false);
  const refresh = useCallback(async () => {
    isStale.current = true;
    if (isLoading.current) return;
    isLoading.current = true;
    try {
      while (isStale.current) {
        isStale.current = false;
        setValue(await current.current());
        setError(null);
      }
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    } finally {
      isLoading.current = false;
    }
  }, []);
  const start = useCallback(() => void refresh(), [refresh]);
  useEffect(() => {
    current.current = load;
    start();
  }, [load, start]);
  return { value, error, refresh: start };
}
