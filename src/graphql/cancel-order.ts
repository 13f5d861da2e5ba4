import type { Cancellation } from '../ingest/order-canceller.js';
import { parseUuid } from '../junction/uuid.js';
import { MUTATION_ACTIONS, mutationOutcome } from './audited-mutations.js';
import type { RequestContext } from './context.js';
import { graphError } from './errors.js';
import type {
  CancelOrderInput,
  ResolversParentTypes,
  UserError,
} from './generated/schema-types.js';

type CancelPayload = ResolversParentTypes['CancelOrderPayload'];

/** Cancels an order that the viewer is authorized to read. */
export async function cancelOrder(
  input: CancelOrderInput,
  context: RequestContext,
): Promise<CancelPayload> {
  const orderId = parseUuid(input.orderId);
  const subjectIds = orderId === null ? [] : [orderId];
  const { userErrors } = await context.audit.recorded(
    MUTATION_ACTIONS.cancelOrder,
    subjectIds,
    async () => ({ userErrors: await cancelReadable(orderId, context) }),
    mutationOutcome,
  );
  if (orderId === null || !userErrors.every(({ code }) => code === 'NOT_CANCELLABLE')) {
    return { order: null, userErrors };
  }
  const [order = null] = await context.reads.orders([orderId]);
  return { order, userErrors };
}

async function cancelReadable(
  orderId: string | null,
  { viewer, reads, cancelOrder: cancel }: RequestContext,
): Promise<UserError[]> {
  if (!viewer.mayCancel) {
    throw graphError('FORBIDDEN', 'The scope `orders:cancel` or `orders:write` is required.');
  }
  if (orderId === null) return [userError('INVALID_ID', 'The id must be a UUID.')];
  const [order] = await reads.orders([orderId]);
  const cancellation = order ? await cancel(orderId) : 'UNKNOWN_ORDER';
  return cancellation === 'CANCELLED' ? [] : [userError(cancellation, MESSAGES[cancellation])];
}

const MESSAGES: Readonly<Record<Exclude<Cancellation, 'CANCELLED'>, string>> = {
  UNKNOWN_ORDER: 'There is no order with this id.',
  NOT_CANCELLABLE: 'Junction does not cancel the order in its present status.',
};

function userError(code: string, message: string): UserError {
  return { code, field: ['input', 'orderId'], message };
}
