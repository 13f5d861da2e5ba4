import { createContext, type ComponentChildren } from 'preact';
import { useCallback, useContext, useEffect, useState } from 'preact/hooks';

const SHOWN_MS = 6_000;

interface Notice {
  readonly text: string;
}

const NotifyContext = createContext<(text: string) => void>(() => undefined);

/** Shows messages for some seconds and announces them to screen readers. */
export function NoticeProvider({ children }: { readonly children: ComponentChildren }) {
  const [notice, setNotice] = useState<Notice | null>(null);
  const notify = useCallback((text: string) => setNotice({ text }), []);
  useEffect(() => {
    if (notice === null) return undefined;
    const hiding = setTimeout(() => setNotice(null), SHOWN_MS);
    return () => clearTimeout(hiding);
  }, [notice]);
  return (
    <NotifyContext.Provider value={notify}>
      {children}
      <p class="notice" role="status">
        {notice?.text}
      </p>
    </NotifyContext.Provider>
  );
}

/** @returns a function that shows a message */
export function useNotify(): (text: string) => void {
  return useContext(NotifyContext);
}

/** @returns a function that runs an action of the page and reports its failure, or the given success message */
export function useRun(): (action: () => Promise<unknown>, success?: string) => void {
  const notify = useNotify();
  return useCallback(
    (action, success) => {
      action().then(
        () => {
          if (success !== undefined) notify(success);
        },
        (error: unknown) => notify(error instanceof Error ? error.message : String(error)),
      );
    },
    [notify],
  );
}
