import { stringifyDocument } from '@urql/preact';
import {
  TransactionDocument,
  TransactionResultsDocument,
  TransactionUpdatesDocument,
} from '../generated/graphql.js';
import { explorerLink, withDefaultId } from '../logic/links.js';

const OPERATIONS = [
  { title: 'Query', document: TransactionDocument },
  { title: 'Results', document: TransactionResultsDocument },
  { title: 'Subscription', document: TransactionUpdatesDocument },
] as const;
const EXPLORERS = [
  { title: 'GraphiQL', address: '/graphiql' },
  { title: 'Apollo Sandbox', address: '/graphql' },
] as const;

/** Links to the operations of this page in an explorer. They contain only ids. */
export function ExplorerLinks({ id }: { readonly id: string }) {
  return (
    <ul class="explorers" aria-label="Operations of this page">
      {EXPLORERS.map(({ title, address }) => (
        <li key={address}>
          {title}:{' '}
          {OPERATIONS.map((operation) => (
            <a
              key={operation.title}
              href={explorerLink(address, withDefaultId(stringifyDocument(operation.document), id))}
              aria-label={`${operation.title} in ${title}`}
            >
              {operation.title}
            </a>
          ))}
        </li>
      ))}
    </ul>
  );
}
