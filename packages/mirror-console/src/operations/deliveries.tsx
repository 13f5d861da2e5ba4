import { Badge, durationOf, JsonView, Panel, Time } from '@order-transactions/console-kit';
import {
  answerOf,
  countOutcomes,
  describeOutcome,
  eventTypesOf,
  selectDeliveries,
  toAttempts,
  type Delivery,
  type DeliveryAttempt,
} from '../logic/deliveries.js';
import { hrefOfTransaction, type DeliveryFilters } from '../logic/route.js';
import { Id } from '../id.js';
import { Select } from '../select.js';
import { navigate } from '../use-route.js';

/** The deliveries that this process received, newest first. */
export function Deliveries({
  deliveries,
  filters,
  sandboxUrl,
}: {
  readonly deliveries: readonly Delivery[];
  readonly filters: DeliveryFilters;
  readonly sandboxUrl: string | null;
}) {
  const change = (name: keyof DeliveryFilters, value: string) =>
    navigate({ page: 'operations', filters: { ...filters, [name]: value } });
  const outcomes = countOutcomes(deliveries).map(({ outcome, count }) => ({
    value: outcome,
    label: `${outcome} (${count})`,
  }));
  const eventTypes = eventTypesOf(deliveries).map((value) => ({ value, label: value }));
  const shown = selectDeliveries(toAttempts(deliveries), filters);
  return (
    <Panel
      title="Recent deliveries"
      hint={
        <>
          The last 100 that this process answered. The service returns no payloads here
          {sandboxUrl !== null && ': they are in the '}
          {sandboxUrl !== null && <a href={sandboxUrl}>console of the local Junction</a>}.
        </>
      }
    >
      <form class="fields three" aria-label="Filters" onSubmit={(event) => event.preventDefault()}>
        <Select
          label="Outcome"
          name="outcome"
          value={filters.outcome}
          choices={outcomes}
          onChange={(value) => change('outcome', value)}
        />
        <Select
          label="Event type"
          name="eventType"
          value={filters.eventType}
          choices={eventTypes}
          onChange={(value) => change('eventType', value)}
        />
        <label>
          Message id
          <input
            name="messageId"
            value={filters.messageId}
            autocomplete="off"
            spellcheck={false}
            onInput={({ currentTarget }) => change('messageId', currentTarget.value.trim())}
          />
        </label>
      </form>
      <ol class="list" aria-label="Deliveries, the newest first">
        {shown.map((delivery) => (
          <li key={delivery.key}>
            <DeliveryDetails delivery={delivery} />
          </li>
        ))}
      </ol>
      {shown.length === 0 && (
        <p class="empty">
          {deliveries.length === 0
            ? 'None since this process started.'
            : 'No delivery matches the filters.'}
        </p>
      )}
    </Panel>
  );
}

function DeliveryDetails({ delivery }: { readonly delivery: DeliveryAttempt }) {
  const { messageId, eventType, orderId, transactionId, outcome, reason } = delivery;
  const { tone, status, meaning } = describeOutcome(outcome);
  return (
    <details>
      <summary>
        <Badge tone={tone}>{[status, outcome].filter(Boolean).join(' ')}</Badge>
        <span class="title">{eventType ?? 'unverified or unreadable'}</span>
        <span class="muted">
          {delivery.attempts > 1 && `attempt ${delivery.attempt} of ${delivery.attempts} · `}
          {durationOf(delivery.durationMs)} · <Time iso={delivery.answeredAt} />
        </span>
      </summary>
      <div class="body">
        {meaning !== '' && <p>{meaning}</p>}
        <dl class="properties">
          <dt>Message</dt>
          <dd>{messageId === null ? 'not verified' : <Id value={messageId} of="message" />}</dd>
          {orderId !== null && (
            <>
              <dt>Order</dt>
              <dd>
                <Id value={orderId} of="order" />
              </dd>
            </>
          )}
          {transactionId !== null && (
            <>
              <dt>Transaction</dt>
              <dd>
                <a href={hrefOfTransaction(transactionId)}>{transactionId}</a>
              </dd>
            </>
          )}
          {reason !== undefined && (
            <>
              <dt>Reason</dt>
              <dd>
                <code>{reason}</code>
              </dd>
            </>
          )}
        </dl>
        <JsonView value={answerOf(delivery)} label="Response to the sender" />
      </div>
    </details>
  );
}
