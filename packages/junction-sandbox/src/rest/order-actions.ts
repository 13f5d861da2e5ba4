import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { lastEvent, type CollectionMethod } from '../lab/transaction.js';
import { READINGS } from '../lab/interpretations.js';
import { ORDER_STATUSES } from '../lab/order-statuses.js';
import type { Outcome } from '../lab/usual-findings.js';
import type { OrderChoices, OrderDesk } from '../order-desk.js';
import type { Placement } from '../placement.js';
import { orderBody } from '../wire/order.js';
import { answerOnce, type StoredResponses } from './idempotency.js';
import { moment, read, uuid } from './input.js';
import { findOrder } from './order-path.js';
import { RejectionError } from './rejection-error.js';

const METHODS = [
  'walk_in_test',
  'at_home_phlebotomy',
  'testkit',
  'on_site_collection',
] as const satisfies readonly CollectionMethod[];
const NAME = z.string().min(1).max(50);

/** The fields that Junction requires of a new order. The patient's data is checked but not stored. */
const NewOrder = z.looseObject({
  user_id: uuid,
  collection_method: z.enum(METHODS).nullish(),
  priority: z.boolean().nullish(),
  /** Junction starts the order on this day. The sandbox does not start it by itself. */
  activate_by: z.iso.date().nullish(),
  patient_details: z.looseObject({
    first_name: NAME,
    last_name: NAME,
    dob: z.string(),
    gender: z.string(),
    phone_number: z.string(),
    email: z.string(),
  }),
  patient_address: z.looseObject({
    first_line: z.string(),
    city: z.string(),
    state: z.string(),
    zip: z.string().regex(/^\d{5}(-\d{4})?$/),
    country: z.string(),
  }),
});

const Simulation = z.strictObject({
  final_status: z.enum(ORDER_STATUSES).optional(),
  /** Seconds. */
  delay: z.coerce.number().int().min(0).max(86_400).default(0),
});
/** `result_types` is rejected because the sandbox has only one panel. */
const Flags = z
  .strictObject({
    interpretation: z.enum(['normal', 'abnormal', 'critical']).exactOptional(),
    result_types: z.null('The sandbox cannot choose among types of results').exactOptional(),
    has_missing_results: z.boolean().nullish(),
  })
  .nullish();

const LONGEST_SPAN_MS = 60 * 24 * 3_600_000;
const Resending = z
  .object({
    order_ids: z.array(uuid).nullish(),
    start_at: moment.nullish(),
    end_at: moment.nullish(),
  })
  .refine(({ order_ids, start_at }) => order_ids ?? start_at, 'order_ids or start_at is needed')
  .refine(
    ({ start_at: from, end_at: until }) =>
      !from || (until ? Date.parse(until) : Date.now()) - Date.parse(from) <= LONGEST_SPAN_MS,
    'The window should be at most 60 days',
  );

/** Places, cancels and simulates orders, and resends their webhooks. */
export function addOrderActions(
  server: FastifyInstance,
  desk: OrderDesk,
  stored: StoredResponses,
): void {
  server.post('/v3/order', ({ body, headers }) => {
    const requested = read(NewOrder, 'body', body);
    return answerOnce(stored, headers['x-idempotency-key'], body, () =>
      answer(
        desk.place(
          requested.user_id,
          requested.collection_method ?? 'walk_in_test',
          choicesOf(requested),
        ),
        'submitted',
      ),
    );
  });

  server.post('/v3/order/:order_id/cancel', ({ params }) => {
    const placement = findOrder(desk, params, "Order doesn't exist");
    const cancelled = desk.cancel(placement);
    if (cancelled === null) throw illegal(placement, 'cancelled');
    return answer(cancelled, 'cancelled');
  });

  server.post('/v3/order/:order_id/test', ({ params, query, body }, reply) => {
    const placement = findOrder(desk, params, "Order doesn't exist");
    const { final_status: requested, delay } = read(Simulation, 'query', query);
    const final = requested ?? `completed.${placement.transaction.method}.completed`;
    const outcome = outcomeOf(read(Flags, 'body', body));
    if (!desk.simulate(placement, final, outcome, delay * 1000)) throw illegal(placement, final);
    return reply.type('application/json').send(JSON.stringify('Success'));
  });

  server.post('/v3/order/resend_events', ({ body }) => {
    const { order_ids: ids, start_at: from, end_at: until } = read(Resending, 'body', body);
    const requested = desk.placements().filter(({ order }) => {
      const sentAt = lastEvent(order).createdAt;
      return (
        (!ids || ids.includes(order.id)) && (!from || sentAt >= from) && (!until || sentAt <= until)
      );
    });
    for (const placement of requested) desk.resend(placement);
    return { order_ids: requested.map(({ order }) => order.id) };
  });
}

function choicesOf({ priority, activate_by: activateBy }: z.infer<typeof NewOrder>): OrderChoices {
  return { isPriority: priority ?? false, ...(activateBy && { activateBy }) };
}

/** Without flags, the patient has the usual results. */
function outcomeOf(flags: z.infer<typeof Flags>): Outcome {
  if (!flags) return {};
  const corrections = READINGS[flags.interpretation ?? 'normal'];
  return { missing: flags.has_missing_results ?? false, corrections };
}

function answer({ transaction, order }: Placement, done: string) {
  return { order: orderBody(transaction, order), status: 'SUCCESS', message: `Order ${done}` };
}

function illegal({ order }: Placement, status: string): RejectionError {
  return new RejectionError(
    400,
    `Transition from ${lastEvent(order).status} to ${status} is not allowed`,
  );
}
