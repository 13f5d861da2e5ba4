import { Badge, Panel, Time, titleOf } from '@order-transactions/console-kit';
import { useQuery } from '@urql/preact';
import { useCallback, useEffect } from 'preact/hooks';
import { problemOf } from '../api/problem.js';
import { TransactionListDocument, type TransactionListQuery } from '../generated/graphql.js';
import { isFiltered, variablesOf, type Filters } from '../logic/filters.js';
import { describeAction } from '../logic/patient-action.js';
import { hrefOfTransaction } from '../logic/route.js';
import { nameOfOrigin, toneOfTransaction } from '../logic/words.js';
import { ProblemNote } from '../problem-note.js';
import { usePolling } from '../use-polling.js';
import { navigate } from '../use-route.js';
import { FilterForm } from './filter-form.js';

type Entry = NonNullable<TransactionListQuery['orderTransactions']>['nodes'][number];

/** The newest transactions that match the filters, in pages. */
export function TransactionList({
  filters,
  shownId,
  onNewest,
}: {
  readonly filters: Filters;
  readonly shownId: string | null;
  readonly onNewest: (id: string) => void;
}) {
  const [{ data, error }, execute] = useQuery({
    query: TransactionListDocument,
    variables: variablesOf(filters, Date.now()),
    requestPolicy: 'network-only',
  });
  const refresh = useCallback(() => execute({ requestPolicy: 'network-only' }), [execute]);
  usePolling(refresh);
  const { nodes, pageInfo } = data?.orderTransactions ?? { nodes: [], pageInfo: null };
  const newest = nodes[0]?.id;
  useEffect(() => {
    if (newest !== undefined) onNewest(newest);
  }, [newest, onNewest]);
  const show = (next: Filters) => navigate({ page: 'transactions', id: null, filters: next });
  const problem = problemOf(error);
  return (
    <Panel title="Transactions">
      <FilterForm filters={filters} onChange={show} />
      {problem && <ProblemNote problem={problem} onRetry={refresh} />}
      <ol class="list entries" aria-label="Transactions, the latest change first">
        {nodes.map((entry) => (
          <li key={entry.id}>
            <a
              class="entry"
              href={hrefOfTransaction(entry.id, filters)}
              aria-current={entry.id === shownId ? 'true' : undefined}
            >
              <EntryText entry={entry} />
            </a>
          </li>
        ))}
      </ol>
      {data && nodes.length === 0 && <EmptyList filters={filters} />}
      <div class="row" role="group" aria-label="Pages of the list">
        {filters.after.length > 0 && (
          <button
            type="button"
            class="quiet"
            onClick={() => show({ ...filters, after: filters.after.slice(0, -1) })}
          >
            ← Newer
          </button>
        )}
        {pageInfo?.hasNextPage && pageInfo.endCursor !== null && (
          <button
            type="button"
            class="quiet"
            onClick={() =>
              show({ ...filters, after: [...filters.after, pageInfo.endCursor ?? ''] })
            }
          >
            Older →
          </button>
        )}
      </div>
    </Panel>
  );
}

function EntryText({ entry }: { readonly entry: Entry }) {
  const { id, status, patientAction, isCritical, changedAt, orders } = entry;
  const test = orders.find(({ testName }) => testName !== null)?.testName;
  return (
    <>
      <span class="title">{test ?? 'Test without a name'}</span>
      <Badge tone={toneOfTransaction(status)}>{titleOf(status)}</Badge>
      <span class="muted">
        {orders
          .map((order) => `${nameOfOrigin(order.origin)}: ${titleOf(order.status).toLowerCase()}`)
          .join(' · ') || 'No orders yet'}
      </span>
      <span class="muted">
        <Time iso={changedAt} />
      </span>
      <span class="muted">
        → {describeAction(patientAction).title}
        {isCritical && <Badge tone="bad">! critical</Badge>}
      </span>
      <code class="muted">{id.slice(0, 8)}</code>
    </>
  );
}

function EmptyList({ filters }: { readonly filters: Filters }) {
  return (
    <p class="empty">
      {isFiltered(filters)
        ? 'No transaction matches the filters.'
        : 'None yet. They appear with the first webhook: play a journey in the local Junction.'}
    </p>
  );
}
