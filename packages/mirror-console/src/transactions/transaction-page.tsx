import { useQuery, useSubscription } from '@urql/preact';
import { useCallback, useEffect } from 'preact/hooks';
import { problemOf } from '../api/problem.js';
import {
  TransactionDocument,
  TransactionResultsDocument,
  TransactionUpdatesDocument,
} from '../generated/graphql.js';
import { ProblemNote } from '../problem-note.js';
import { Documents } from './documents.js';
import { OrderCards } from './order-cards.js';
import { Results } from './results.js';
import { Summary } from './summary.js';
import { Timeline } from './timeline.js';

const FROM_SERVICE = { requestPolicy: 'network-only' } as const;

/** One transaction with its live changes. */
export function TransactionPage({ id }: { readonly id: string }) {
  const variables = { id };
  const [state, loadState] = useQuery({ query: TransactionDocument, variables, ...FROM_SERVICE });
  const [results, loadResults] = useQuery({
    query: TransactionResultsDocument,
    variables,
    ...FROM_SERVICE,
  });
  const reload = useCallback(() => {
    loadState(FROM_SERVICE);
    loadResults(FROM_SERVICE);
  }, [loadState, loadResults]);
  const [update] = useSubscription({ query: TransactionUpdatesDocument, variables });
  const announced = update.data?.orderTransactionUpdated.changedAt;
  const loaded = state.data?.orderTransaction?.changedAt;
  // The first event of the subscription repeats the state that the query returns.
  const isOutdated = loaded !== undefined && announced !== undefined && announced > loaded;
  useEffect(() => {
    if (isOutdated) reload();
  }, [isOutdated, announced, reload]);

  const problem = problemOf(state.error);
  const transaction = state.data?.orderTransaction;
  if (transaction == null) {
    return (
      <section class="panel" aria-busy={state.fetching}>
        {problem !== null ? (
          <ProblemNote problem={problem} onRetry={reload} />
        ) : (
          <p class="empty">
            {state.fetching
              ? 'Loading…'
              : `There is no transaction ${id}, or its reader may not see it. The page shows it when it appears.`}
          </p>
        )}
      </section>
    );
  }
  return (
    <>
      {problem !== null && <ProblemNote problem={problem} onRetry={reload} />}
      <Summary transaction={transaction} />
      <Timeline events={transaction.timeline} orders={transaction.orders} />
      <Results answer={results} onReload={() => loadResults(FROM_SERVICE)} />
      <OrderCards orders={transaction.orders} />
      <Documents id={id} />
    </>
  );
}
