import DataLoader from 'dataloader';
import type { Viewer } from '../access/viewer.js';
import type { AskedFields } from '../orders/read-model.js';
import type { LabResults } from '../results/model.js';
import { createMirrorLoaders, type MirrorLoaders } from './mirror-loaders.js';
import { once } from './once.js';
import { Provenance } from './provenance.js';
import type { Reads } from './sources.js';

/** Everything that resolvers read, for one request and its viewer. */
export interface Loaders extends MirrorLoaders {
  readonly resultsOfTransaction: (id: string) => Promise<LabResults | null>;
  readonly resultsOfOrder: (id: string) => Promise<LabResults | null>;
  readonly provenance: Provenance;
}

/** @param fields the names of those that are asked for */
export function createLoaders(
  { mirror, results }: Reads,
  viewer: Viewer,
  fields: AskedFields,
): Loaders {
  const mirrorLoaders = createMirrorLoaders(mirror, viewer, fields);
  const { transactions, orders, ordersOfTransaction } = mirrorLoaders;
  const transactionResults = new DataLoader<string, LabResults | null>((ids) =>
    results.find('TRANSACTION', ids),
  );
  const orderResults = new DataLoader<string, LabResults | null>((ids) =>
    results.find('ORDER', ids),
  );
  const provenance = new Provenance();
  return {
    ...mirrorLoaders,
    // Results know no users: whose they are, the mirror tells.
    resultsOfTransaction: once(async (id) => {
      const transaction = await transactions.load(id);
      return transaction?.whollyVisible
        ? provenance.traced(await transactionResults.load(id), () => ordersOfTransaction.load(id))
        : null;
    }),
    resultsOfOrder: once(async (id) => {
      const order = await orders.load(id);
      return order && provenance.traced(await orderResults.load(id), () => [order]);
    }),
    provenance,
  };
}
