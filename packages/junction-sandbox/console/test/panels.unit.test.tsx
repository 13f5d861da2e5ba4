import { fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { JourneysPanel } from '../src/controls/journeys-panel.js';
import { RestFaultPanel } from '../src/controls/rest-fault-panel.js';
import { SupplementFaultPanel } from '../src/controls/supplement-fault-panel.js';
import { SecretPanel } from '../src/controls/secret-panel.js';
import { TransactionsPanel } from '../src/transactions/transactions-panel.js';
import { WebhooksPanel } from '../src/webhooks/webhooks-panel.js';
import { answerCalls } from './support/calls.js';
import { webhookOf } from './support/webhooks.js';

const ALL = { held: false, transactionId: null, onShowAll: () => undefined };
const TRANSACTION = {
  id: 'transaction_1',
  journey: 'test-kit',
  method: 'testkit',
  status: 'active',
  clientUserId: 'test-patient',
  orders: [
    {
      id: 'order_1',
      origin: 'initial',
      status: 'ordered',
      events: [{ createdAt: '2026-03-06T10:02:17.000Z', status: 'received.testkit.ordered' }],
      appointments: [],
    },
  ],
};

const button = (name: string | RegExp) => screen.getByRole('button', { name });

test('a journey is played with the faults of the form', () => {
  const calls = answerCalls();
  render(<JourneysPanel names={['happy-path', 'redraw']} />);
  fireEvent.input(screen.getByLabelText('Send twice'), { target: { value: '2' } });
  fireEvent.click(button(/^Redraw/));
  expect(calls).toEqual([
    { method: 'POST', path: '/_sandbox/journeys/redraw', body: { duplicates: 2 } },
  ]);
});

test('a journey is not played while a field is invalid', () => {
  const calls = answerCalls();
  render(<JourneysPanel names={['redraw']} />);
  fireEvent.input(screen.getByLabelText('Drop, %'), { target: { value: '101' } });
  fireEvent.click(button(/^Redraw/));
  expect(calls).toEqual([]);
});

test('the faults of appointments are set one by one, and an impossible one is not', () => {
  const calls = answerCalls();
  render(<SupplementFaultPanel faults={{ lost: 0, doubled: 0.2, delay: 500 }} />);
  expect(screen.getByLabelText<HTMLInputElement>('Send twice, %').value).toBe('20');
  for (const value of ['101', '', '100']) {
    fireEvent.change(screen.getByLabelText('Drop, %'), { target: { value } });
  }
  expect(calls).toEqual([
    {
      method: 'PUT',
      path: '/_sandbox/appointments/faults',
      body: { lost: 1, doubled: 0.2, delay: 500 },
    },
  ]);
});

test('an open webhook shows its attempts, headers and payload, and is sent again', async () => {
  const webhook = webhookOf();
  const calls = answerCalls({
    '/_sandbox/webhooks/msg_1': {
      ...webhook,
      attempts: [
        {
          sentAt: webhook.sentAt,
          durationMs: 12,
          headers: { 'svix-id': 'msg_1' },
          httpStatus: 200,
          answer: '{"outcome":"APPLIED"}',
        },
      ],
      payload: { event_type: 'labtest.order.updated' },
    },
  });
  const { container } = render(<WebhooksPanel {...ALL} webhooks={[webhook]} />);
  const details = container.querySelector('details');
  if (!details) throw new Error('There is no entry');
  details.open = true;
  fireEvent(details, new Event('toggle'));

  const payload = await screen.findByRole('region', { name: 'Payload' });
  expect(payload.textContent).toContain('"event_type"');
  expect(within(screen.getByRole('table')).getByText('12 ms')).toBeTruthy();
  expect(screen.getByText('svix-id: msg_1')).toBeTruthy();
  fireEvent.click(button('Send again'));
  expect(calls.at(-1)).toEqual({
    method: 'POST',
    path: '/_sandbox/webhooks/msg_1/send',
    body: {},
  });
});

test('webhooks that are not delivered are selected, and sent again, the oldest first', async () => {
  const calls = answerCalls();
  const webhooks = [
    webhookOf({ id: 'msg_3', state: 'failed', status: 'cancelled' }),
    webhookOf({ id: 'msg_2', status: 'requisition_created' }),
    webhookOf({ id: 'msg_1', state: 'retrying' }),
  ];
  render(<WebhooksPanel {...ALL} webhooks={webhooks} />);
  fireEvent.change(screen.getByLabelText('Webhooks to show'), {
    target: { value: 'Not delivered' },
  });
  expect(screen.queryByText('requisition_created')).toBeNull();
  fireEvent.click(button('Send 2 not delivered again'));
  await waitFor(() =>
    expect(calls.map(({ path }) => path)).toEqual([
      '/_sandbox/webhooks/msg_1/send',
      '/_sandbox/webhooks/msg_3/send',
    ]),
  );
});

test('a long list shows the newest first, and the rest on request', () => {
  const webhooks = Array.from({ length: 25 }, (_, index) => webhookOf({ id: `msg_${index}` }));
  render(<WebhooksPanel {...ALL} webhooks={webhooks} />);
  expect(screen.getAllByRole('listitem')).toHaveLength(20);
  fireEvent.click(button('Show 5 older'));
  expect(screen.getAllByRole('listitem')).toHaveLength(25);
});

test('a rotation ends when the old secret is dropped', () => {
  const calls = answerCalls();
  render(<SecretPanel apiKey="key" secret="whsec_b,whsec_a" />);
  fireEvent.click(button('Drop the old secret'));
  expect(calls).toEqual([
    { method: 'POST', path: '/_sandbox/secret', body: { secret: 'whsec_b' } },
  ]);
});

test('an order offers the statuses of its collection method, and has its events', () => {
  const statuses = ['received.testkit.ordered', 'completed.walk_in_test.completed'];
  render(
    <TransactionsPanel
      state={{ apiKey: 'key', statuses }}
      transactions={[TRANSACTION]}
      onShowWebhooks={() => undefined}
    />,
  );
  const order = screen.getByRole('group', { name: 'Initial order order_1' });
  expect(
    within(within(order).getByLabelText('Up to'))
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['ordered']);
  expect(within(order).getByRole('listitem').textContent).toMatch(/Mar.* ordered$/);
});

test('the webhooks of one transaction are shown on request, and those of all again', () => {
  let shown: string | null = null;
  render(
    <TransactionsPanel
      state={{ apiKey: 'key', statuses: [] }}
      transactions={[TRANSACTION]}
      onShowWebhooks={(id) => (shown = id)}
    />,
  );
  fireEvent.click(button('Show its webhooks'));
  expect(shown).toBe('transaction_1');

  const webhooks = [webhookOf(), webhookOf({ id: 'msg_2', transactionId: 'transaction_2' })];
  const showAll = jest.fn();
  const panel = { held: false, webhooks, onShowAll: showAll };
  const { container } = render(<WebhooksPanel {...panel} transactionId="transaction_2" />);
  expect(container.querySelectorAll('.list > li')).toHaveLength(1);
  fireEvent.click(button('Show those of all'));
  expect(showAll).toHaveBeenCalled();
});

test('the REST API lags by one of the choices, or as a program has set it', () => {
  const calls = answerCalls();
  render(<RestFaultPanel fault={null} readLagMs={5_000} />);
  const lag = screen.getByLabelText('Orders and results as of');
  expect(
    within(lag)
      .getAllByRole('option')
      .map(({ textContent }) => textContent),
  ).toEqual(['Now', '5.0 s ago', '10.0 s ago', '1 min ago', '10 min ago']);
  fireEvent.change(lag, { target: { value: '60000' } });
  expect(calls).toEqual([{ method: 'PUT', path: '/_sandbox/read-lag', body: { ms: 60_000 } }]);
});
