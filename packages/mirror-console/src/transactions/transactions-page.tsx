import { useState } from 'preact/hooks';
import type { Filters } from '../logic/filters.js';
import { FindForm } from './find-form.js';
import { TransactionList } from './transaction-list.js';
import { TransactionPage } from './transaction-page.js';
import { hrefOfTransaction } from '../logic/route.js';

/** The list, and the selected transaction, or the newest one at the time when the page opened. */
export function TransactionsPage({
  id,
  filters,
}: {
  readonly id: string | null;
  readonly filters: Filters;
}) {
  const [newest, setNewest] = useState<string | null>(null);
  const shown = id ?? newest;
  return (
    <main id="content" tabIndex={-1} class={id === null ? 'columns' : 'columns chosen'}>
      <div class="column list-column">
        <FindForm filters={filters} />
        <TransactionList
          filters={filters}
          shownId={shown}
          onNewest={(first) => setNewest((known) => known ?? first)}
        />
      </div>
      <div class="column detail-column">
        <a class="back" href={hrefOfTransaction(null, filters)}>
          ← All transactions
        </a>
        {shown === null ? (
          <section class="panel">
            <p class="empty">Choose a transaction.</p>
          </section>
        ) : (
          <TransactionPage key={shown} id={shown} />
        )}
      </div>
    </main>
  );
}
