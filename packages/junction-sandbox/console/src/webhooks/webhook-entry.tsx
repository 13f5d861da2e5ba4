import { Badge, Time } from '@order-transactions/console-kit';
import { useState } from 'preact/hooks';
import type { Webhook } from '../types.js';
import { badgeOf, outcomeOf } from './webhook.js';
import { WebhookBody } from './webhook-body.js';

export function WebhookEntry({ webhook }: { readonly webhook: Webhook }) {
  const [isOpen, setOpen] = useState(false);
  const { origin, status, attemptCount, nextAttemptAt, sentAt } = webhook;
  const { tone, text } = badgeOf(webhook);
  const outcome = outcomeOf(webhook.answer);
  return (
    <li>
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <span>
            <Badge tone={tone}>{text}</Badge>
          </span>
          <span>
            {origin} order: <b>{status}</b>
          </span>
          <span class="muted">
            {outcome !== null && `${outcome} · `}
            {attemptCount > 1 && `${attemptCount} attempts · `}
            {nextAttemptAt !== null && (
              <>
                next <Time iso={nextAttemptAt} /> ·{' '}
              </>
            )}
            {sentAt !== null && <Time iso={sentAt} />}
          </span>
        </summary>
        {isOpen && <WebhookBody webhook={webhook} />}
      </details>
    </li>
  );
}
