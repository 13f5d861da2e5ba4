import { Time } from '@order-transactions/console-kit';
import type { Order } from '../types.js';

/** The events of an order, and its appointments. */
export function OrderHistory({ order }: { readonly order: Order }) {
  const { events, appointments } = order;
  return (
    <details>
      <summary>History</summary>
      <ol class="history">
        {events.map(({ createdAt, status, detail }, index) => (
          <li key={index}>
            <Time iso={createdAt} /> {status.split('.')[2]}
            {detail !== undefined && <span class="muted"> {detail}</span>}
          </li>
        ))}
      </ol>
      {appointments.map(({ id, kind, status, startAt }) => (
        <p key={id}>
          Appointment ({kind}): <b>{status}</b>{' '}
          {startAt !== null && (
            <>
              at <Time iso={startAt} />
            </>
          )}
        </p>
      ))}
    </details>
  );
}
