import { Badge, Panel, Time, titleOf } from '@order-transactions/console-kit';
import type { Sync } from '../api/operator.js';

/** The differences between the mirror and Junction, and the latest run of each job. */
export function SyncState({
  sync: { jobs, reconciledUntil, driftOrders },
}: {
  readonly sync: Sync;
}) {
  return (
    <Panel title="Reconciliation with Junction">
      <dl class="properties">
        <dt>Reconciled until</dt>
        <dd>{reconciledUntil === null ? 'never' : <Time iso={reconciledUntil} />}</dd>
        <dt>Drift</dt>
        <dd>
          <Drift orders={driftOrders} />
        </dd>
        {jobs.map(({ job, owner, succeededAt }) => (
          <>
            <dt key={job}>{titleOf(job)}</dt>
            <dd key={`${job} state`}>
              {owner !== null && `running on ${owner}; `}
              {succeededAt === null ? (
                'has not succeeded yet'
              ) : (
                <>
                  last succeeded <Time iso={succeededAt} />
                </>
              )}
            </dd>
          </>
        ))}
      </dl>
    </Panel>
  );
}

function Drift({ orders }: { readonly orders: number | null }) {
  if (orders === null) return <>not compared yet by this process</>;
  if (orders === 0) return <Badge tone="good">✓ none</Badge>;
  return (
    <Badge tone="wait">
      {orders} {orders === 1 ? 'order' : 'orders'} differed and {orders === 1 ? 'was' : 'were'}{' '}
      corrected
    </Badge>
  );
}
