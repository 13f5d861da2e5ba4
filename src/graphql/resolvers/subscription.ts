import type { Viewer } from '../../access/viewer.js';
import { instantOf } from '../../junction/instant.js';
import { TooManyWatchersError } from '../../orders/live/transaction-changes.js';
import type { TransactionRow } from '../../store/read/index.js';
import { userIdArgument, uuidArgument } from '../arguments.js';
import type { RequestContext } from '../context.js';
import { graphError } from '../errors.js';
import type { SubscriptionResolvers } from '../generated/schema-types.js';
import { LiveTransaction } from '../live/live-transaction.js';
import { LiveTransactions } from '../live/live-transactions.js';
import { tooManySubscriptions } from '../live/subscriptions.js';

export const Subscription: SubscriptionResolvers = {
  orderTransactionUpdated: {
    subscribe: (_root, { id }, context) => watch(uuidArgument('id', id), context),
    resolve: readAgain,
  },
  orderTransactionsUpdated: {
    subscribe: (_root, { userId }, context) =>
      watchPerson(personOf(userId, context.viewer), context),
    resolve: readAgain,
  },
};

/**
 * Reads the transaction again: the read of the watched row is not in the audit trail, and its rows are not used for a
 * response.
 */
async function readAgain(
  watched: TransactionRow | undefined,
  _args: unknown,
  { reads }: RequestContext,
): Promise<TransactionRow> {
  if (watched === undefined) {
    throw graphError('BAD_USER_INPUT', 'Subscriptions are served over WebSocket (graphql-ws).');
  }
  const [transaction] = await reads.transactions([watched.id]);
  if (!transaction) throw new Error('A transaction was gone when it was to be shown');
  return transaction;
}

function watch(id: string, { changes, findTransaction }: RequestContext): LiveTransaction {
  return withinLimit(() => new LiveTransaction(changes.watch(id), () => findTransaction(id)));
}

function watchPerson(userId: string, { changes, findChanged }: RequestContext): LiveTransactions {
  const since = instantOf(new Date());
  return withinLimit(
    () =>
      new LiveTransactions(changes.watchPerson(userId), (changed) =>
        findChanged(userId, changed, since),
      ),
  );
}

/** @throws GraphQLError `BAD_USER_INPUT` */
function personOf(userId: string | null | undefined, viewer: Viewer): string {
  if (userId != null) return userIdArgument(userId);
  if (viewer.userId !== null) return viewer.userId;
  throw graphError(
    'BAD_USER_INPUT',
    '`userId` is required: the caller has no token that names a person.',
  );
}

function withinLimit<Live>(open: () => Live): Live {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof TooManyWatchersError)) throw error;
    throw tooManySubscriptions();
  }
}
