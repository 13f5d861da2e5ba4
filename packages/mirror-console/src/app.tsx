import { NoticeProvider, PageHeader, Panel } from '@order-transactions/console-kit';

export function App() {
  return (
    <NoticeProvider>
      <PageHeader title="Order transactions" connection="connecting" />
      <main>
        <Panel title="Transactions">
          <p class="empty">None yet.</p>
        </Panel>
      </main>
    </NoticeProvider>
  );
}
