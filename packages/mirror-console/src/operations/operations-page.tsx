import { useLatest } from '@order-transactions/console-kit';
import { useOperator } from '../api/operator.js';
import type { DeliveryFilters } from '../logic/route.js';
import { ProblemNote } from '../problem-note.js';
import { usePolling } from '../use-polling.js';
import { Deliveries } from './deliveries.js';
import { Quarantine } from './quarantine.js';
import { SyncState } from './sync-state.js';

/** The page for operators. */
export function OperationsPage({
  filters,
  sandboxUrl,
}: {
  readonly filters: DeliveryFilters;
  readonly sandboxUrl: string | null;
}) {
  const operator = useOperator();
  const { value, error, refresh } = useLatest(operator.readAll);
  usePolling(refresh);
  return (
    <main id="content" tabIndex={-1}>
      {error !== null && <ProblemNote problem={{ title: error, remedy: '' }} onRetry={refresh} />}
      {value === null && error === null && <p class="empty">Loading…</p>}
      {value !== null && (
        <>
          <Quarantine quarantine={value.quarantine} onRetried={refresh} />
          <Deliveries deliveries={value.deliveries} filters={filters} sandboxUrl={sandboxUrl} />
          <SyncState sync={value.sync} />
        </>
      )}
    </main>
  );
}
