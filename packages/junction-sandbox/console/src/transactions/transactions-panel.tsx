import { Badge, CopyButton, Panel, titleOf, type Tone } from '@order-transactions/console-kit';
import type { SandboxState, Transaction } from '../types.js';
import { useShorter } from '../use-shorter.js';
import { DocumentButton } from './document-button.js';
import { OrderItem } from './order-item.js';

const TONES: Readonly<Record<string, Tone>> = { active: 'wait', completed: 'good' };

interface TransactionsPanelProps {
  readonly state: Pick<SandboxState, 'apiKey' | 'statuses'>;
  readonly transactions: readonly Transaction[];
  readonly onShowWebhooks: (transactionId: string) => void;
}

export function TransactionsPanel({ state, transactions, onShowWebhooks }: TransactionsPanelProps) {
  const [entries, more] = useShorter(transactions);
  return (
    <Panel title="Transactions" id="transactions">
      {entries.length === 0 && <p class="empty">None yet. Play a journey or place an order.</p>}
      <ol class="list" aria-label="Transactions, the newest first">
        {entries.map((transaction) => (
          <TransactionItem
            key={transaction.id}
            transaction={transaction}
            state={state}
            onShowWebhooks={() => onShowWebhooks(transaction.id)}
          />
        ))}
      </ol>
      {more}
    </Panel>
  );
}

function TransactionItem({
  transaction,
  state,
  onShowWebhooks,
}: {
  readonly transaction: Transaction;
  readonly state: TransactionsPanelProps['state'];
  readonly onShowWebhooks: () => void;
}) {
  const { id, journey, status, clientUserId, orders, method } = transaction;
  return (
    <li>
      <div class="row">
        <b>{titleOf(journey)}</b>
        <Badge tone={TONES[status] ?? 'plain'}>{status}</Badge>
        <span class="muted">patient {clientUserId}</span>
        <button type="button" class="quiet small" onClick={onShowWebhooks}>
          Show its webhooks
        </button>
        {orders.length > 1 && (
          <DocumentButton
            label="Combined results PDF"
            path={`/v3/order_transaction/${id}/result/pdf`}
            apiKey={state.apiKey}
          />
        )}
      </div>
      <div class="muted">
        <code>{id}</code> <CopyButton text={id} label="Copy the id of the transaction" />
      </div>
      {orders.map((order) => (
        <OrderItem
          key={order.id}
          order={order}
          statuses={state.statuses.filter((word) => word.split('.')[1] === method)}
          apiKey={state.apiKey}
        />
      ))}
    </li>
  );
}
