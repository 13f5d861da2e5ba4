import { Panel, useRun } from '@order-transactions/console-kit';
import { useState } from 'preact/hooks';
import { call } from '../api.js';
import { useShorter } from '../use-shorter.js';
import type { Webhook } from '../types.js';
import { adviceOf, isShown, SHOWN_STATES, type Shown } from './webhook.js';
import { WebhookEntry } from './webhook-entry.js';

interface WebhooksPanelProps {
  readonly held: boolean;
  readonly webhooks: readonly Webhook[];
  /** The transaction whose webhooks are shown; null for all transactions. */
  readonly transactionId: string | null;
  readonly onShowAll: () => void;
}

export function WebhooksPanel({ held, webhooks, transactionId, onShowAll }: WebhooksPanelProps) {
  const [shown, setShown] = useState<Shown>('All');
  const [entries, more] = useShorter(
    webhooks.filter(
      (webhook) =>
        isShown(webhook, shown) &&
        (transactionId === null || webhook.transactionId === transactionId),
    ),
  );
  const advice = adviceOf(webhooks);
  return (
    <Panel title="Webhooks" id="webhooks" actions={<HoldSwitch held={held} />}>
      <p class="row">
        <select
          aria-label="Webhooks to show"
          class="filter"
          value={shown}
          onChange={({ currentTarget }) => setShown(currentTarget.value as Shown)}
        >
          {Object.keys(SHOWN_STATES).map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
        <FailedButton webhooks={webhooks} />
        {transactionId !== null && (
          <>
            <span class="muted">
              Of transaction <code>{transactionId}</code>
            </span>
            <button type="button" class="quiet small" onClick={onShowAll}>
              Show those of all
            </button>
          </>
        )}
      </p>
      {advice !== null && <p class="warning">{advice}</p>}
      {entries.length === 0 && (
        <p class="empty">
          {webhooks.length === 0 ? 'None since the start. Play a journey.' : 'None of these.'}
        </p>
      )}
      <ol class="list" aria-label="Webhooks, the newest first">
        {entries.map((webhook) => (
          <WebhookEntry key={webhook.id} webhook={webhook} />
        ))}
      </ol>
      {more}
    </Panel>
  );
}

function HoldSwitch({ held }: { readonly held: boolean }) {
  const run = useRun();
  return (
    <label class="check">
      <input
        type="checkbox"
        checked={held}
        onChange={({ currentTarget }) => {
          const body = { held: currentTarget.checked };
          run(() => call('/_sandbox/hold', { method: 'PUT', body }));
        }}
      />
      Hold new webhooks back
    </label>
  );
}

/** Sends the webhooks that the receiver has not accepted, for example after its repair. */
function FailedButton({ webhooks }: { readonly webhooks: readonly Webhook[] }) {
  const run = useRun();
  const failed = webhooks.filter((webhook) => isShown(webhook, 'Not delivered'));
  if (failed.length === 0) return null;
  const sendAll = async () => {
    // Oldest first, in the order of the events.
    for (const { id } of failed.toReversed()) {
      await call(`/_sandbox/webhooks/${id}/send`, { method: 'POST', body: {} });
    }
  };
  return (
    <button type="button" class="quiet small" onClick={() => run(sendAll)}>
      Send {failed.length} not delivered again
    </button>
  );
}
