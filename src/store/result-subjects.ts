import type { ReadDatabase } from '../database/read-database.js';

/** The subject of results: a whole transaction, whose orders Junction combines, or one order. */
export type SubjectKind = 'TRANSACTION' | 'ORDER';

/** The properties of an order or transaction on which its results depend. */
export interface ResultSubject {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly status: string | null;
  /** Changes whenever the results can change. */
  readonly version: string;
}

/**
 * Reads the subjects of results from the mirror, with what their version consists of, in one snapshot: every read of
 * results waits for one of these statements. Subjects that are not in the mirror are omitted. */
export class ResultSubjects {
  constructor(private readonly database: ReadDatabase) {}

  async find(
    kind: SubjectKind,
    ids: readonly string[],
    caller?: AbortSignal,
  ): Promise<ResultSubject[]> {
    const { rows } = await this.database.query<ResultSubject>({
      ...FIND[kind],
      values: [ids],
      isAbandoned: () => caller?.aborted === true,
    });
    return rows;
  }

  /** The transactions and all their orders. */
  async findWithOrders(transactionIds: readonly string[]): Promise<ResultSubject[]> {
    const { rows } = await this.database.query<ResultSubject>({
      ...FIND_WITH_ORDERS,
      values: [transactionIds],
    });
    return rows;
  }

  /** The age of Junction's newest event or notice, in milliseconds by the database's clock, by id. */
  async newestEventAges(
    kind: SubjectKind,
    ids: readonly string[],
    caller?: AbortSignal,
  ): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.database.query<{ id: string; ageMs: number }>({
      ...AGES[kind],
      values: [ids],
      isAbandoned: () => caller?.aborted === true,
    });
    return new Map(rows.map(({ id, ageMs }) => [id, ageMs]));
  }
}

/** The row changes with every event and status, but not with a notice or another critical result. */
function versionOf(changedAt: string, receivedAt: string, criticalAt: string): string {
  const parts = [changedAt, receivedAt].map((time) => `extract(epoch FROM ${time})`);
  return `concat_ws(' ', '1', ${parts.join(', ')}, 'c' || extract(epoch FROM ${criticalAt}))`;
}

function orders(condition: string): string {
  return `SELECT 'ORDER' AS kind, o.id, o.status, ${versionOf('o.changed_at', 'notice.heard_at', 'critical.newest_at')} AS version
          FROM lab_order AS o LEFT JOIN order_notice AS notice ON notice.order_id = o.id
          LEFT JOIN critical_result AS critical ON critical.order_id = o.id
          WHERE ${condition}`;
}

/** A transaction changes whenever one of its orders does. */
function transactions(condition: string): string {
  return `SELECT 'TRANSACTION' AS kind, t.id, t.status, ${versionOf('t.changed_at', 'max(notice.heard_at)', 'max(critical.newest_at)')} AS version
          FROM order_transaction AS t
          LEFT JOIN lab_order AS o ON o.transaction_id = t.id
          LEFT JOIN order_notice AS notice ON notice.order_id = o.id
          LEFT JOIN critical_result AS critical ON critical.order_id = o.id
          WHERE ${condition} GROUP BY t.id`;
}

const FIND = {
  ORDER: { name: 'find-result-orders', text: orders('o.id = ANY($1::uuid[])') },
  TRANSACTION: {
    name: 'find-result-transactions',
    text: transactions('t.id = ANY($1::uuid[])'),
  },
};

const FIND_WITH_ORDERS = {
  name: 'find-result-subjects',
  text: `SELECT * FROM (${transactions('t.id = ANY($1::uuid[])')}) AS t
         UNION ALL
         SELECT * FROM (${orders('o.transaction_id = ANY($1::uuid[])')}) AS o`,
};

const AGES = {
  ORDER: { name: 'find-event-ages-of-orders', text: agesBy('o.id') },
  TRANSACTION: { name: 'find-event-ages-of-transactions', text: agesBy('o.transaction_id') },
};

/**
 * Another order's block can contain a newer status than the order's own events, and a critical result counts as an
 * event. An event with a future time counts from the time when it was stored.
 */
function agesBy(id: string): string {
  return `SELECT ${id} AS id, extract(epoch FROM clock_timestamp() - max(greatest(
            least(
              greatest(event.newest_at, critical.newest_at, (o.record -> 'claim' ->> 'statusAt')::timestamptz),
              o.changed_at),
            notice.heard_at)))::float8 * 1000 AS "ageMs"
          FROM lab_order AS o
          LEFT JOIN order_notice AS notice ON notice.order_id = o.id
          LEFT JOIN critical_result AS critical ON critical.order_id = o.id
          LEFT JOIN LATERAL (
            SELECT max(created_at) AS newest_at FROM order_event WHERE order_id = o.id
          ) AS event ON true
          WHERE ${id} = ANY($1::uuid[]) GROUP BY ${id}`;
}
