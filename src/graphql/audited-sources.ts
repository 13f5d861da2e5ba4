import type { RequestAudit } from '../access/request-audit.js';
import type { MirrorReader } from '../orders/read-model.js';
import type { ResultsSource } from '../results/results-source.js';

/** The mirror, as one request reads it: it hands out nothing that the audit trail does not know of. */
export function auditedMirror(mirror: MirrorReader, audit: RequestAudit): MirrorReader {
  const noted = async <Row>(
    rows: Promise<Row[]>,
    idOf: (row: Row) => string,
    asked: readonly string[] = [],
  ): Promise<Row[]> => {
    const found = await rows;
    await audit.ordersRead(found.map(idOf), asked);
    return found;
  };
  return {
    findTransactions: (viewer, ids, fields) =>
      noted(mirror.findTransactions(viewer, ids, fields), idOf, ids),
    listTransactions: (viewer, page, fields) =>
      noted(mirror.listTransactions(viewer, page, fields), idOf),
    listTransactionsOfUsers: (viewer, userIds, page, fields) =>
      noted(mirror.listTransactionsOfUsers(viewer, userIds, page, fields), idOf),
    findOrders: (viewer, ids, fields) => noted(mirror.findOrders(viewer, ids, fields), idOf, ids),
    findOrdersOfTransactions: (viewer, ids, fields) =>
      noted(mirror.findOrdersOfTransactions(viewer, ids, fields), idOf, ids),
    findEventsOfOrders: (viewer, ids) =>
      noted(mirror.findEventsOfOrders(viewer, ids), (event) => event.orderId, ids),
  };
}

/** Lab results, as one request reads them: likewise. */
export function auditedResults(results: ResultsSource, audit: RequestAudit): ResultsSource {
  return {
    find: async (kind, ids) => {
      const answers = await results.find(kind, ids);
      await audit.resultsRead(new Map(ids.map((id, index) => [id, answers[index] ?? null])));
      return answers;
    },
  };
}

function idOf({ id }: { readonly id: string }): string {
  return id;
}
