import { Panel } from '@order-transactions/console-kit';
import { useQuery } from '@urql/preact';
import { problemOf } from '../api/problem.js';
import {
  TransactionDocumentsDocument,
  type TransactionDocumentsQuery,
} from '../generated/graphql.js';
import { nameOfOrigin } from '../logic/words.js';
import { ProblemNote } from '../problem-note.js';

/** Links to PDFs. They expire after some minutes, so they are created on request. */
export function Documents({ id }: { readonly id: string }) {
  const [{ data, error, fetching }, execute] = useQuery({
    query: TransactionDocumentsDocument,
    variables: { id },
    pause: true,
  });
  const problem = problemOf(error);
  const links = linksOf(data?.orderTransaction ?? null);
  return (
    <Panel
      title="Documents"
      actions={
        <button
          type="button"
          class="quiet small"
          disabled={fetching}
          onClick={() => execute({ requestPolicy: 'network-only' })}
        >
          {fetching ? 'Loading…' : 'Create links'}
        </button>
      }
    >
      {problem !== null && <ProblemNote problem={problem} />}
      {data === undefined ? (
        <p class="empty">Requisitions and reports as PDF, by links that expire.</p>
      ) : (
        <ul class="documents">
          {links.map(({ title, url }) => (
            <li key={title}>
              <a href={url} target="_blank" rel="noopener noreferrer">
                {title}
              </a>
            </li>
          ))}
        </ul>
      )}
      {data !== undefined && links.length === 0 && <p class="empty">There are none yet.</p>}
    </Panel>
  );
}

function linksOf(transaction: TransactionDocumentsQuery['orderTransaction']) {
  if (transaction === null) return [];
  const links = [
    { title: 'Combined results', document: transaction.resultsPdf },
    ...transaction.orders.flatMap(({ origin, requisitionPdf, resultsPdf, abnPdf }) => [
      { title: `${nameOfOrigin(origin)}: requisition`, document: requisitionPdf },
      { title: `${nameOfOrigin(origin)}: results`, document: resultsPdf },
      { title: `${nameOfOrigin(origin)}: notice of non-coverage`, document: abnPdf },
    ]),
  ];
  return links.flatMap(({ title, document }) => (document ? [{ title, url: document.url }] : []));
}
