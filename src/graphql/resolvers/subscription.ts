import { TooManyWatchers } from '../../orders/live/transaction-changes.js';
import type { TransactionRow } from '../../store/read/index.js';
import { uuidArgument } from '../arguments.js';
import type { RequestContext } from '../context.js';
import { graphError } from '../errors.js';
import type { SubscriptionResolvers } from '../generated/schema-types.js';
import { LiveTransaction } from '../live/live-transaction.js';

export const Subscription: SubscriptionResolvers = {
  orderTransactionUpdated: {
    subscribe: (_root, { id }, context) => watch(uuidArgument('id', id), context),
    // Read again: the reads that watch the transaction are neither audited nor part of an answer's loaders.
    resolve: async (
      watched: TransactionRow | undefined,
      { id }: { id: string },
      context: RequestContext,
    ) => {
      if (watched === undefined) {
        throw graphError('BAD_USER_INPUT', 'Subscriptions are served over WebSocket (graphql-ws).');
      }
      const [transaction] = await context.reads.transactions([uuidArgument('id', id)]);
      if (!transaction) throw new Error('A transaction was gone when it was to be shown');
      return transaction;
    },
  },
};

function watch(id: string, { changes, findTransaction }: RequestContext): LiveTransaction {
  try {
    return new LiveTransaction(changes.watch(id), () => findTransaction(id));
  } catch (error) {
    if (!(error instanceof TooManyWatchers)) throw error;
    throw graphError('LIMIT_EXCEEDED', 'No more subscriptions can be opened at present.');
  }
}
