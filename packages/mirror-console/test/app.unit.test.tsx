import { fireEvent, render, screen, within } from '@testing-library/preact';
import { App } from '../src/app.js';
import type { Settings } from '../src/api/settings.js';

const SETTINGS: Settings = {
  headers: { 'Router-Authorization': 'the secret' },
  asksForToken: false,
  sandboxUrl: 'http://127.0.0.1:4010',
};
const OPERATIONS: Readonly<Record<string, unknown>> = {
  '/operator/deliveries': { deliveries: [] },
  '/operator/quarantine': {
    messages: [
      { messageId: 'msg_1', reason: 'JSON', receivedAt: '2026-03-06T10:00:00Z', size: 12_345 },
    ],
    count: 1,
    pending: 0,
  },
  '/operator/sync': {
    jobs: [{ job: 'RECONCILE', owner: null, succeededAt: '2026-03-06T10:00:00Z' }],
    reconciledUntil: null,
    driftOrders: 1,
  },
  '/operator/quarantine/msg_1/retry': { outcome: 'APPLIED' },
};

interface Call {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}
let calls: Call[];

/** The parts of a response that the console reads. jsdom has no `Response`. */
function answer(path: string): Response {
  const found = OPERATIONS[path] ?? { data: { orderTransactions: { nodes: [], pageInfo: {} } } };
  return {
    ok: true,
    status: 200,
    headers: { get: () => 'application/json' },
    json: () => Promise.resolve(found),
    text: () => Promise.resolve(JSON.stringify(found)),
  } as unknown as Response;
}

function lowerCased(headers: RequestInit['headers']): Record<string, string> {
  const entries = Object.entries((headers ?? {}) as Record<string, string>);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}

beforeEach(() => {
  calls = [];
  location.hash = '';
  globalThis.fetch = (input, { headers, body } = {}) => {
    const path = input as string;
    calls.push({ path, headers: lowerCased(headers), body });
    return Promise.resolve(answer(path));
  };
});

describe('the console', () => {
  it('shows the list of transactions first, and says where they come from while there is none', async () => {
    render(<App settings={SETTINGS} />);
    await screen.findByText(/^None yet. They appear with the first webhook/);
    expect(screen.getByRole('link', { name: 'Transactions' }).getAttribute('aria-current')).toBe(
      'page',
    );
    await screen.findByText('live');
    expect(calls[0]?.path).toBe('/graphql');
    expect(calls[0]?.headers['router-authorization']).toBe('the secret');
  });

  it('sends a bearer token that is entered, where the service requires one', async () => {
    render(<App settings={{ ...SETTINGS, asksForToken: true }} />);
    fireEvent.change(screen.getByLabelText('Bearer token'), { target: { value: ' abc ' } });
    await screen.findByText('live');
    expect(calls.at(-1)?.headers['authorization']).toBe('Bearer abc');
  });

  it('retries a quarantined message with a JSON body, and reports the outcome', async () => {
    location.hash = '#/operations';
    render(<App settings={SETTINGS} />);
    fireEvent.click(await screen.findByRole('button', { name: 'Retry msg_1' }));
    await screen.findByText('Retried: Applied.');
    const retry = calls.find(({ path }) => path.endsWith('/retry'));
    expect(retry?.body).toBe('{}');
    expect(retry?.headers['content-type']).toBe('application/json');
  });

  it('shows drift and the latest runs of the jobs', async () => {
    location.hash = '#/operations';
    render(<App settings={SETTINGS} />);
    const sync = await screen.findByRole('region', { name: 'Reconciliation with Junction' });
    within(sync).getByText('1 order differed and was corrected');
    within(sync).getByText('Reconcile');
  });

  it('reports a service that does not answer, and a button to try again', async () => {
    globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
    render(<App settings={SETTINGS} />);
    await screen.findByText('not connected');
    expect((await screen.findByRole('alert')).textContent).toContain(
      'The service does not answer.',
    );
    screen.getByRole('button', { name: 'Try again' });
  });
});
