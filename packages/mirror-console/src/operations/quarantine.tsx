import { Badge, Panel, Time, titleOf, useNotify, useRun } from '@order-transactions/console-kit';
import { useOperator, type Operations } from '../api/operator.js';
import { sortByUrgency, urgencyOf, type QuarantinedMessage } from '../logic/quarantine.js';
import { ALL_DELIVERIES, hrefOfOperations } from '../logic/route.js';
import { Id } from '../id.js';

/** Messages in quarantine, most urgent first, each with a button that retries it. */
export function Quarantine({
  quarantine: { messages, count, pending },
  onRetried,
}: {
  readonly quarantine: Operations['quarantine'];
  readonly onRetried: () => void;
}) {
  const now = Date.now();
  const isEmpty = count + pending === 0;
  return (
    <Panel
      title="Quarantine"
      actions={
        <span class="muted">{isEmpty ? 'Empty' : `${count} to look at · ${pending} pending`}</span>
      }
    >
      {isEmpty && (
        <p class="empty">Signed messages that cannot be read or stored are stored here, whole.</p>
      )}
      <ol class="list" aria-label="Messages in quarantine">
        {sortByUrgency(messages, now).map((message) => (
          <Message key={message.messageId} message={message} now={now} onRetried={onRetried} />
        ))}
      </ol>
      {messages.length < count + pending && (
        <p class="muted">The {messages.length} oldest are shown.</p>
      )}
    </Panel>
  );
}

function Message({
  message,
  now,
  onRetried,
}: {
  readonly message: QuarantinedMessage;
  readonly now: number;
  readonly onRetried: () => void;
}) {
  const { messageId, reason, receivedAt, size } = message;
  const { tone, label, advice } = urgencyOf(message, now);
  const operator = useOperator();
  const notify = useNotify();
  const run = useRun();
  const retry = async () => {
    const answer = await operator.retry(messageId);
    const because = answer.reason === undefined ? '' : ` (${answer.reason})`;
    notify(`Retried: ${titleOf(answer.outcome)}${because}.`);
    onRetried();
  };
  return (
    <li class="message">
      <div>
        <span class="title">{titleOf(reason)}</span> <Badge tone={tone}>{label}</Badge>
        <p class="muted">{advice}</p>
        <p class="muted">
          <Id value={messageId} of="message" /> · <Time iso={receivedAt} /> ·{' '}
          {size.toLocaleString('en')} bytes ·{' '}
          <a href={hrefOfOperations({ ...ALL_DELIVERIES, messageId })}>Its deliveries</a>
        </p>
      </div>
      <button
        type="button"
        class="quiet"
        aria-label={`Retry ${messageId}`}
        onClick={() => run(retry)}
      >
        Retry
      </button>
    </li>
  );
}
