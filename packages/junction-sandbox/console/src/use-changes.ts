import type { Connection } from '@order-transactions/console-kit';
import { useEffect, useState } from 'preact/hooks';

/**
 * Listens to the changes of the sandbox. The browser reconnects automatically, and the first event after that
 * refreshes the page.
 */
export function useChanges(onChange: () => void): Connection {
  const [connection, setConnection] = useState<Connection>('connecting');
  useEffect(() => {
    const changes = new EventSource('/_sandbox/changes');
    changes.addEventListener('open', () => setConnection('live'));
    changes.addEventListener('error', () => setConnection('not connected'));
    changes.addEventListener('change', onChange);
    return () => changes.close();
  }, [onChange]);
  return connection;
}
