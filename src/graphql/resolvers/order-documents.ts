import { comesWithResults, isCancelledStatus, lowStatusOf } from '../../junction/statuses.js';
import type { OrderRow } from '../../store/read/index.js';
import type { OrderResolvers } from '../generated/schema-types.js';
import type { Loaders } from '../loaders.js';

/**
 * Links to the documents of an order. Whether a document can exist follows from the mirror, without a call to Junction.
 */
export const orderDocuments = {
  requisitionPdf: async (order, _args, { loaders }) =>
    (await hasRequisition(order, loaders))
      ? loaders.documentLink('ORDER_REQUISITION', order.id)
      : null,
  resultsPdf: async (order, _args, { loaders }) =>
    (await hasResults(order, loaders)) ? loaders.documentLink('ORDER_RESULTS', order.id) : null,
  abnPdf: async (order, _args, { loaders }) => {
    const { hasAbn } = await loaders.orderedPartsOf(order);
    return hasAbn === true ? loaders.documentLink('ORDER_ABN', order.id) : null;
  },
} satisfies OrderResolvers;

/** Imported orders bypass the requisition; the requisition of a cancelled order must not be used. */
async function hasRequisition(order: OrderRow, loaders: Loaders): Promise<boolean> {
  if (order.status === null || isCancelledStatus(order.status)) return false;
  const history = await historyOf(order, loaders);
  return history.includes('requisition_created') && !history.includes('requisition_bypassed');
}

/** Whether the order has a status with results, or had one: results stay when a later status has none. */
export async function hasResults(order: OrderRow, loaders: Loaders): Promise<boolean> {
  if (order.status !== null && comesWithResults(order.status)) return true;
  return (await historyOf(order, loaders)).some(comesWithResults);
}

async function historyOf(order: OrderRow, loaders: Loaders): Promise<string[]> {
  const events = await loaders.eventsOfOrder(order);
  return events.map(({ status }) => lowStatusOf(status));
}
