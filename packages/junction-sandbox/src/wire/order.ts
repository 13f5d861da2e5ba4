import type { serialization } from '@junction-api/sdk';
import { highStatusOf } from '../lab/status.js';
import { interpretationOf } from '../lab/interpretation-of.js';
import { ADDRESS, PATIENT, PHYSICIAN } from '../lab/people.js';
import {
  lastEvent,
  updatedAt,
  type Order,
  type OrderEvent,
  type Transaction,
} from '../lab/transaction.js';
import { detailsBody, hasAbn, sampleId } from './collection.js';
import { COMMON_TAT_DAYS, labTestBody, WORST_CASE_TAT_DAYS } from './lab-test.js';
import { TEAM_ID, userId } from './owners.js';
import { transactionBlock } from './transaction.js';

/** An order as `GET /v3/order/{id}` and the webhooks return it, with every key that Junction has. */
export type OrderBody = Required<serialization.ClientFacingOrder.Raw>;

/**
 * The order with its transaction, both in their current state.
 *
 * @param embedded another state of the transaction, which replaces the current one
 */
export function orderBody(
  transaction: Transaction,
  order: Order,
  embedded: Transaction = transaction,
): OrderBody {
  const report = order.report?.status === 'final' ? order.report : null;
  return {
    id: order.id,
    user_id: userId(transaction),
    team_id: TEAM_ID,
    patient_details: PATIENT,
    patient_address: ADDRESS,
    lab_test: labTestBody(order, transaction.method),
    details: detailsBody(order, transaction.method),
    sample_id: sampleId(order),
    notes: null,
    clinical_notes: null,
    created_at: order.events[0].createdAt,
    updated_at: updatedAt(transaction, order),
    events: order.events.map(eventBody),
    status: highStatusOf(lastEvent(order).status) as serialization.OrderTopLevelStatus.Raw,
    last_event: eventBody(lastEvent(order)),
    physician: PHYSICIAN,
    health_insurance_id: null,
    requisition_form_url: null,
    priority: order.isPriority ?? false,
    shipping_details: null,
    activate_by: order.activateBy ?? null,
    passthrough: null,
    billing_type: 'client_bill',
    icd_codes: null,
    has_abn: hasAbn(transaction.method),
    interpretation: report && interpretationOf(report.readings),
    has_missing_results: report && report.missing.length > 0,
    expected_result_by_date: dayAfterCollection(transaction, order, COMMON_TAT_DAYS),
    worst_case_result_by_date: dayAfterCollection(transaction, order, WORST_CASE_TAT_DAYS),
    origin: order.origin,
    order_transaction: transactionBlock(embedded),
  };
}

/** Null until the sample is collected. Junction estimates no times for kits. */
function dayAfterCollection(
  { method }: Transaction,
  { report }: Order,
  days: number,
): string | null {
  if (report === null || method === 'testkit') return null;
  const day = new Date(report.collectedAt);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

function eventBody(event: OrderEvent): Required<serialization.ClientFacingOrderEvent.Raw> {
  return {
    id: event.id,
    created_at: event.createdAt,
    status: event.status,
    status_detail: event.detail ?? null,
  };
}
