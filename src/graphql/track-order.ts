import { parseUuid } from '../junction/uuid.js';
import type { Contradictions } from '../orders/facts.js';
import { MUTATION_ACTIONS, mutationOutcome } from './audited-mutations.js';
import { companyUser } from './company-user.js';
import type { RequestContext } from './context.js';
import { graphError } from './errors.js';
import type { TrackOrderInput, ResolversParentTypes, UserError } from './generated/schema-types.js';

type TrackPayload = ResolversParentTypes['TrackOrderPayload'];

/** Records an order in the mirror. Input that cannot be recorded is returned as `userErrors`. */
export async function trackOrder(
  input: TrackOrderInput,
  context: RequestContext,
): Promise<TrackPayload> {
  const orderId = parseUuid(input.orderId);
  const transactionId = parseUuid(input.orderTransactionId);
  const userId = companyUser(input.userId)?.id ?? null;
  const subjectIds = [orderId, transactionId].filter((id) => id !== null);
  const track = async () => {
    if (!context.viewer.mayTrack) {
      throw graphError('FORBIDDEN', 'The scope `orders:write` is required.');
    }
    if (orderId === null || transactionId === null || userId === null) {
      return rejection(invalidIds({ orderId, orderTransactionId: transactionId, userId }));
    }
    const contradictions = await context.trackOrder(
      { orderId, transactionId, userId },
      context.caller,
    );
    if (contradictions.length > 0) return rejection(contradictions.map(contradiction));
    const [order = null] = await context.reads.orders([orderId]);
    return { order, userErrors: [] };
  };
  return context.audit.recorded(MUTATION_ACTIONS.trackOrder, subjectIds, track, mutationOutcome);
}

function rejection(userErrors: UserError[]): TrackPayload {
  return { order: null, userErrors };
}

function invalidIds(read: Record<keyof TrackOrderInput, string | null>): UserError[] {
  return Object.entries(read)
    .filter(([, id]) => id === null)
    .map(([name]) => ({
      code: 'INVALID_ID',
      field: ['input', name],
      message:
        name === 'userId'
          ? 'The id must not be empty and must be well-formed text without the character NUL.'
          : 'The id must be a UUID.',
    }));
}

function contradiction(part: Contradictions[number]): UserError {
  return part === 'transactionId'
    ? {
        code: 'CONTRADICTION',
        field: ['input', 'orderTransactionId'],
        message: 'The order belongs to another transaction.',
      }
    : {
        code: 'CONTRADICTION',
        field: ['input', 'userId'],
        message: 'The order belongs to another person.',
      };
}
