import type { RequestAudit } from '../access/request-audit.js';
import type {
  MirrorReader,
  OrderEventRow,
  OrderRow,
  TransactionRow,
} from '../store/read/read-model.js';
import type { ResultsSource } from '../results/results-source.js';

/** The mirror, as one request reads it: it hands out nothing that the audit trail does not know of. */
export function auditedMirror(mirror: MirrorReader, audit: RequestAudit): MirrorReader {
  const noted = async <Answer extends Row | null | readonly Row[]>(
    answers: Promise<Answer[]>,
    asked: readonly string[] = [],
  ): Promise<Answer[]> => {
    const found = await answers;
    await audit.ordersRead(idsOf(found), asked);
    return found;
  };
  return {
    findTransactions: (viewer, ids, fields) =>
      noted(mirror.findTransactions(viewer, ids, fields), ids),
    listTransactions: (viewer, page, fields) =>
      noted(mirror.listTransactions(viewer, page, fields)),
    listTransactionsOfUsers: (viewer, userIds, page, fields) =>
      noted(mirror.listTransactionsOfUsers(viewer, userIds, page, fields)),
    findOrders: (viewer, ids, fields) => noted(mirror.findOrders(viewer, ids, fields), ids),
    findOrdersOfTransactions: (viewer, ids, fields) =>
      noted(mirror.findOrdersOfTransactions(viewer, ids, fields), ids),
    findEventsOfOrders: (viewer, ids) => noted(mirror.findEventsOfOrders(viewer, ids), ids),
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

type Row = TransactionRow | OrderRow | OrderEventRow;

function idsOf(answers: readonly (Row | null | readonly Row[])[]): string[] {
  const ids: string[] = [];
  for (const answer of answers) {
    if (isList(answer)) for (const row of answer) ids.push(idOf(row));
    else if (answer !== null) ids.push(idOf(answer));
  }
  return ids;
}

function isList(answer: Row | null | readonly Row[]): answer is readonly Row[] {
  return Array.isArray(answer);
}

/** An event is noted as its order. */
function idOf(row: Row): string {
  return 'orderId' in row ? row.orderId : row.id;
}
