import { NoticeProvider, PageHeader, useLatest } from '@order-transactions/console-kit';
import { useState } from 'preact/hooks';
import { loadOverview } from './api.js';
import { JourneysPanel } from './controls/journeys-panel.js';
import { OrderPanel } from './controls/order-panel.js';
import { RestFaultPanel } from './controls/rest-fault-panel.js';
import { SecretPanel } from './controls/secret-panel.js';
import { SupplementFaultPanel } from './controls/supplement-fault-panel.js';
import { TransactionsPanel } from './transactions/transactions-panel.js';
import { useChanges } from './use-changes.js';
import { WebhooksPanel } from './webhooks/webhooks-panel.js';

export function App() {
  const { value, error, refresh } = useLatest(loadOverview);
  const connection = useChanges(refresh);
  /** The transaction whose webhooks are shown; null for all transactions. */
  const [transactionId, setTransactionId] = useState<string | null>(null);
  const showWebhooks = (id: string) => {
    setTransactionId(id);
    document.getElementById('webhooks')?.focus();
  };
  return (
    <NoticeProvider>
      <a class="skip" href="#webhooks">
        Skip to the webhooks
      </a>
      <a class="skip" href="#transactions">
        Skip to the transactions
      </a>
      <PageHeader title="Junction sandbox" connection={connection}>
        {value && (
          <p>
            A local Junction. It sends webhooks to <code>{value.state.webhookUrl}</code>
          </p>
        )}
        {error !== null && <p class="warning">{error}</p>}
      </PageHeader>
      {value && (
        <main class="columns">
          <div class="column">
            <JourneysPanel names={value.state.journeys} />
            <OrderPanel apiKey={value.state.apiKey} />
            <SupplementFaultPanel faults={value.state.supplementFaults} />
            <RestFaultPanel {...value.state} />
            <SecretPanel {...value.state} />
          </div>
          <div class="column">
            <WebhooksPanel
              held={value.state.held}
              webhooks={value.webhooks}
              transactionId={transactionId}
              onShowAll={() => setTransactionId(null)}
            />
            <TransactionsPanel
              state={value.state}
              transactions={value.transactions}
              onShowWebhooks={showWebhooks}
            />
          </div>
        </main>
      )}
    </NoticeProvider>
  );
}
