import { journeyNamed } from '../../support/journeys.js';
import { withFreshIds } from '../../support/messages.js';

interface OrderWebhook {
  readonly data: { readonly id: string; readonly order_transaction: { readonly id: string } };
}

/** The webhooks of an order up to its status `redraw_available`. None of them mentions the redraw. */
export function initialWebhooks(): { testId: string; webhooks: object[] } {
  const all = withFreshIds(journeyNamed('b01-redraw-full').webhooks) as unknown as OrderWebhook[];
  const [first] = all;
  if (first === undefined) throw new Error('the journey has no webhooks');
  const { id, order_transaction } = first.data;
  const webhooks = all
    .filter(({ data }) => data.id === id)
    .map((it) => ({ ...it, data: { ...it.data, order_transaction } }));
  return { testId: order_transaction.id, webhooks };
}
