import { CopyButton, titleOf, useRun } from '@order-transactions/console-kit';
import { call } from '../api.js';
import type { Order } from '../types.js';
import { DocumentButton } from './document-button.js';
import { OrderHistory } from './order-history.js';
import { SimulationForm } from './simulation-form.js';

interface OrderItemProps {
  readonly order: Order;
  /** The statuses that a simulation can reach. */
  readonly statuses: readonly string[];
  readonly apiKey: string;
}

export function OrderItem({ order, statuses, apiKey }: OrderItemProps) {
  const run = useRun();
  const { id, origin, status } = order;
  const name = `${titleOf(origin)} order`;
  const cancel = () => call(`/v3/order/${id}/cancel`, { method: 'POST', body: {}, apiKey });
  return (
    <div class="order" role="group" aria-label={`${name} ${id}`}>
      <div>
        {name}: <b>{status}</b>{' '}
        <span class="muted">
          <code>{id}</code> <CopyButton text={id} label={`Copy the id of the ${name}`} />
        </span>
      </div>
      <div class="row">
        <DocumentButton
          label="Requisition PDF"
          path={`/v3/order/${id}/requisition/pdf`}
          apiKey={apiKey}
        />
        <DocumentButton label="Results PDF" path={`/v3/order/${id}/result/pdf`} apiKey={apiKey} />
        <button
          type="button"
          class="quiet small"
          onClick={() => run(cancel, 'The order is cancelled.')}
        >
          Cancel the order
        </button>
      </div>
      <OrderHistory order={order} />
      <SimulationForm orderId={id} statuses={statuses} apiKey={apiKey} />
    </div>
  );
}
