import { CopyButton, JsonView, useLatest, useRun } from '@order-transactions/console-kit';
import { useCallback } from 'preact/hooks';
import { call, loadWebhook } from '../api.js';
import type { Attempt, Webhook } from '../types.js';
import { AttemptTable } from './attempt-table.js';

/** The expanded part of an entry: the request, and the response of the receiver. */
export function WebhookBody({ webhook }: { readonly webhook: Webhook }) {
  const { id, eventType, state, attemptCount } = webhook;
  const load = useCallback(() => loadWebhook(id), [id, state, attemptCount]);
  const { value, error } = useLatest(load);
  const run = useRun();
  const isHeld = state === 'held';
  const act = () =>
    call(`/_sandbox/webhooks/${id}/${isHeld ? 'release' : 'send'}`, { method: 'POST', body: {} });
  return (
    <div class="body">
      <p class="row">
        <button type="button" class={isHeld ? 'small' : 'quiet small'} onClick={() => run(act)}>
          {isHeld ? 'Release' : 'Send again'}
        </button>
        <span class="muted">
          {eventType} · <code>{id}</code> · order <code>{webhook.orderId}</code>
        </span>
      </p>
      {error !== null && <p class="warning">{error}</p>}
      {value && (
        <>
          <h3>Attempts</h3>
          <AttemptTable attempts={value.attempts} />
          <Headers attempt={value.attempts.at(-1)} />
          <div class="panel-head">
            <h3>Payload</h3>
            <CopyButton text={JSON.stringify(value.payload, null, 2)} label="Copy the payload" />
          </div>
          <JsonView value={value.payload} label="Payload" />
        </>
      )}
    </div>
  );
}

function Headers({ attempt }: { readonly attempt: Attempt | undefined }) {
  if (!attempt) return null;
  const lines = Object.entries(attempt.headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <>
      <h3>Headers of the last attempt</h3>
      <pre tabIndex={0} role="region" aria-label="Headers of the last attempt">
        {lines.join('\n')}
      </pre>
    </>
  );
}
