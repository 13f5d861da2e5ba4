import { NoticeProvider, PageHeader, type Connection } from '@order-transactions/console-kit';
import { Provider } from '@urql/preact';
import { useMemo, useState } from 'preact/hooks';
import { createGraph } from './api/graph.js';
import { createOperator, OperatorProvider } from './api/operator.js';
import type { Settings } from './api/settings.js';
import { createWatchedFetch } from './api/watched-fetch.js';
import { Navigation } from './navigation.js';
import { OperationsPage } from './operations/operations-page.js';
import { TransactionsPage } from './transactions/transactions-page.js';
import { AutoRefreshProvider } from './use-polling.js';
import { useRoute } from './use-route.js';

export function App({ settings }: { readonly settings: Settings }) {
  const route = useRoute();
  const [connection, setConnection] = useState<Connection>('connecting');
  const [isRefreshing, setRefreshing] = useState(true);
  // The token is not stored outside of this page.
  const [token, setToken] = useState('');
  const { graph, operator } = useMemo(() => {
    const bearer = token === '' ? {} : { authorization: `Bearer ${token}` };
    const headers = { ...settings.headers, ...bearer };
    const fetcher = createWatchedFetch(setConnection);
    return { graph: createGraph(headers, fetcher), operator: createOperator(headers, fetcher) };
  }, [settings, token]);
  return (
    <NoticeProvider>
      <a class="skip" href="#content" onClick={focusContent}>
        Skip to the content
      </a>
      <PageHeader title="Order transactions" connection={connection}>
        <Navigation page={route.page} sandboxUrl={settings.sandboxUrl} />
        <div class="row">
          <label class="check">
            <input
              type="checkbox"
              checked={isRefreshing}
              onChange={({ currentTarget }) => setRefreshing(currentTarget.checked)}
            />
            Refresh automatically
          </label>
          {settings.asksForToken && (
            <label class="token">
              Bearer token
              <input
                name="token"
                type="password"
                autocomplete="off"
                onChange={({ currentTarget }) => setToken(currentTarget.value.trim())}
              />
            </label>
          )}
        </div>
      </PageHeader>
      <AutoRefreshProvider value={isRefreshing}>
        <Provider value={graph}>
          <OperatorProvider value={operator}>
            {route.page === 'operations' ? (
              <OperationsPage filters={route.filters} sandboxUrl={settings.sandboxUrl} />
            ) : (
              <TransactionsPage id={route.id} filters={route.filters} />
            )}
          </OperatorProvider>
        </Provider>
      </AutoRefreshProvider>
    </NoticeProvider>
  );
}

/** The fragment of the address is the route, so the link moves the focus with a script. */
function focusContent(event: Event): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
