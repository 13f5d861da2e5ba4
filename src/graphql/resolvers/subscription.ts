import type { Viewer } from '../../access/viewer.js';
import { instantOf, type Instant } from '../../junction/instant.js';
import type { PendingChanges } from '../../orders/live/changes-of-person.js';
import { TooManyWatchersError } from '../../orders/live/transaction-changes.js';
import type { TransactionRow } from '../../store/read/index.js';
import { userIdArgument, uuidArgument } from '../arguments.js';
import type { RequestContext } from '../context.js';
import { graphError } from '../errors.js';
import type { SubscriptionResolvers } from '../generated/schema-types.js';
import { liveTransaction, liveTransactions } from '../live/live-transactions.js';
import { tooManySubscriptions } from '../live/subscriptions.js';
import { TransactionGoneError, type WatchedTransaction } from '../live/watched-transaction.js';

/** A person rarely has this many changed transactions; the newest ones are returned. */
const MAX_CHANGED = 1_000;

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

/** Reads the transaction for the response, with an entry in the audit trail. */
async function readAgain(
  watched: WatchedTransaction | undefined,
  _args: unknown,
  { reads }: RequestContext,
): Promise<TransactionRow> {
  if (watched === undefined) {
    throw graphError('BAD_USER_INPUT', 'Subscriptions are served over WebSocket (graphql-ws).');
  }
  const [transaction] = await reads.transactions([watched.row.id]);
  if (!transaction) throw new TransactionGoneError();
  return transaction;
}

function watch(id: string, { changes, fresh: { mirror }, viewer, caller }: RequestContext) {
  return withinLimit(() =>
    liveTransaction(changes.watch(id), () => mirror.findTransactions(viewer, [id], 'FULL', caller)),
  );
}

function watchPerson(userId: string, context: RequestContext) {
  const since = instantOf(new Date());
  return withinLimit(() =>
    liveTransactions(context.changes.watchPerson(userId), (changed) =>
      findChanged(userId, changed, since, context),
    ),
  );
}

/** Reads the changed transactions that the viewer may read as this person's. */
async function findChanged(
  userId: string,
  { transactionIds, othersMayHave }: PendingChanges,
  since: Instant,
  { fresh: { mirror }, viewer, caller }: RequestContext,
): Promise<(TransactionRow | null)[]> {
  if (othersMayHave) {
    const page = { statuses: null, changedAfter: since, after: null, limit: MAX_CHANGED };
    const pages = await mirror.listTransactionsOfUsers(viewer, [userId], page, 'FULL', caller);
    return pages.flat();
  }
  const rows = await mirror.findTransactions(viewer, transactionIds, 'FULL', caller);
  return rows.filter((row) => row?.members?.orders.some((order) => order.userId === userId));
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
