import { createContext } from 'preact';
import { useContext, useEffect } from 'preact/hooks';

export const POLL_MS = 4_000;

const AutoRefreshContext = createContext(true);
export const AutoRefreshProvider = AutoRefreshContext.Provider;

/** Calls a function at an interval while the page is visible, unless the reader has paused it. */
export function usePolling(refresh: () => void): void {
  const isOn = useContext(AutoRefreshContext);
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') refresh();
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [isOn, refresh]);
}
