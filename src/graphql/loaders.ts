import DataLoader from 'dataloader';
import type { Viewer } from '../access/viewer.js';
import type { LabResults } from '../results/model.js';
import type { SubjectKind } from '../results/store/subjects.js';
import { createMirrorLoaders, type Asked, type MirrorLoaders } from './mirror-loaders.js';
import { once } from './once.js';
import { Provenance } from './provenance.js';
import type { Reads } from './sources.js';

/** Everything that resolvers read, for one request and its viewer. */
export interface Loaders extends MirrorLoaders {
  readonly resultsOfTransaction: (id: string) => Promise<LabResults | null>;
  readonly resultsOfOrder: (id: string) => Promise<LabResults | null>;
  readonly provenance: Provenance;
}

export function createLoaders({ mirror, results }: Reads, viewer: Viewer, asked: Asked): Loaders {
  const mirrorLoaders = createMirrorLoaders(mirror, viewer, asked);
  const { transactions, orders, ordersOfTransaction } = mirrorLoaders;
  const resultsOf = once(
    (kind: SubjectKind) =>
      new DataLoader<string, LabResults | null>((ids) => results.find(kind, ids)),
  );
  const provenance = new Provenance();
  return {
    ...mirrorLoaders,
    // Results know no users: whose they are, the mirror tells.
    resultsOfTransaction: once(async (id: string) => {
      const transaction = await transactions.load(id);
      return transaction?.whollyVisible
        ? provenance.traced(await resultsOf('TRANSACTION').load(id), () =>
            ordersOfTransaction.load(id),
          )
        : null;
    }),
    resultsOfOrder: once(async (id: string) => {
      const order = await orders.load(id);
      return order && provenance.traced(await resultsOf('ORDER').load(id), () => [order]);
    }),
    provenance,
  };
}
