import { LRUCache } from 'lru-cache';
import { types, type CustomTypesConfig, type QueryArrayConfig } from 'pg';
import type { Viewer } from '../../access/viewer.js';
import { Batcher } from '../../database/batcher.js';
import type { ReadDatabase, ReadStatement } from '../../database/read-database.js';
import { APPOINTMENT_COLUMNS, EVENT_COLUMNS, MIRROR_COLUMNS } from './columns.js';
import type { DecidingOrders } from './filters.js';
import { groupBy } from '../group.js';
import type { MirrorReads } from './mirror-reads.js';
import { computePatientActions } from './patient-actions.js';
import type {
  AppointmentRow,
  ColumnSet,
  OrderEventRow,
  OrderRow,
  OrderedRow,
  TransactionPage,
  TransactionRow,
} from './read-model.js';
import {
  readAppointment,
  readEvent,
  readOrdered,
  readOrdersById,
  readTransactionsById,
  type Cells,
} from './rows.js';
import {
  appointmentsByOrderIds,
  eventsByOrderIds,
  ORDERED_BY_ORDER_IDS,
  ordersByIds,
  statementName,
  transactionPage,
  transactionPagesOfUsers,
  transactionsByIds,
} from './statements.js';
import { visibleTo } from './visibility.js';

export function createMirrorReads(database: ReadDatabase): MirrorReads {
  return new SqlMirrorReads(database);
}

/** Concurrent requests for the same page of different users share a statement. Pages with a cursor are rarely the same. */
const MAX_COALESCED_PAGES = 100;

/** The limit of ids in one statement. With more, every processor would wait for one response. */
const MAX_READS = 16;
const MAX_IDS = 800;
/**
 * The limit of statements for one kind of read. Other reads have connections left; requests that arrive while two
 * statements run share the next one.
 */
const SHARED_STATEMENTS = {
  ...{ batches: 2, batchSize: MAX_IDS, waiting: Infinity },
  // The ids are valid, so no single read is the reason for a failed statement.
  splitsBatches: false,
};

/** @param caller when aborted, a read that has not begun is not run */
type ReadByIds<Found> = (
  ids: readonly string[],
  caller?: AbortSignal,
) => Promise<ReadonlyMap<string, Found>>;

interface ReadOfCaller {
  readonly ids: readonly string[];
  readonly caller: AbortSignal | undefined;
}

const { DATE, TIMESTAMPTZ } = types.builtins;

/** Times stay text until they are serialized. */
const CELL_TYPES: CustomTypesConfig = {
  getTypeParser: (type, format): unknown =>
    type === TIMESTAMPTZ || type === DATE
      ? (text: string) => text
      : types.getTypeParser(type, format),
};

interface MirrorStatement extends Pick<ReadStatement, 'isAbandoned'> {
  /** Only statements with a name are prepared. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly unknown[];
}

class SqlMirrorReads implements MirrorReads {
  private readonly transactions = {
    SUMMARY: this.transactionsByIds('SUMMARY'),
    FULL: this.transactionsByIds('FULL'),
  };
  private readonly orders = {
    SUMMARY: this.ordersByIds('SUMMARY'),
    FULL: this.ordersByIds('FULL'),
  };
  private readonly events = this.byIds('events', eventsByOrderIds(EVENT_COLUMNS), (rows) =>
    groupBy(
      rows.map((cells) => readEvent(EVENT_COLUMNS, cells)),
      ({ orderId }) => orderId,
    ),
  );
  private readonly ordered = this.byIds('ordered', ORDERED_BY_ORDER_IDS, (rows) => {
    const found = rows.map(readOrdered);
    return new Map(found.map((row) => [row.orderId, row]));
  });
  private readonly appointments = this.byIds(
    'appointments',
    appointmentsByOrderIds(APPOINTMENT_COLUMNS),
    (rows) =>
      groupBy(
        rows.map((cells) => readAppointment(APPOINTMENT_COLUMNS, cells)),
        ({ orderId }) => orderId,
      ),
  );
  private readonly pagesOfUsers = new LRUCache<string, ReadByIds<TransactionRow[]>>({
    max: MAX_COALESCED_PAGES,
  });

  constructor(private readonly database: ReadDatabase) {}

  async findTransactions(
    viewer: Viewer,
    ids: readonly string[],
    columns: ColumnSet = 'FULL',
    caller?: AbortSignal,
  ) {
    return visibleById(viewer, ids, await this.transactions[columns](ids, caller));
  }

  async findOrders(
    viewer: Viewer,
    ids: readonly string[],
    columns: ColumnSet = 'FULL',
    caller?: AbortSignal,
  ) {
    return visibleById(viewer, ids, await this.orders[columns](ids, caller));
  }

  async findEvents(viewer: Viewer, orderIds: readonly string[], caller?: AbortSignal) {
    const events = await this.events(orderIds, caller);
    return orderIds.map((id) => visibleRows(viewer, events.get(id)));
  }

  async computePatientActions(
    viewer: Viewer,
    transactionIds: readonly string[],
    caller?: AbortSignal,
  ) {
    const rows = await this.findTransactions(viewer, transactionIds, 'SUMMARY', caller);
    const readable = transactionIds.filter((_id, index) => rows[index]?.members?.areComplete);
    const actions = await computePatientActions(this.database, readable);
    return transactionIds.map((id) => actions.get(id) ?? 'UNKNOWN');
  }

  async findOrdered(viewer: Viewer, orderIds: readonly string[], caller?: AbortSignal) {
    return visibleById(viewer, orderIds, await this.ordered(orderIds, caller));
  }

  async findAppointments(viewer: Viewer, orderIds: readonly string[], caller?: AbortSignal) {
    const appointments = await this.appointments(orderIds, caller);
    return orderIds.map((id) => visibleRows(viewer, appointments.get(id)));
  }

  async listTransactions(
    viewer: Viewer,
    page: TransactionPage,
    columns: ColumnSet = 'FULL',
    caller?: AbortSignal,
  ) {
    if (!viewer.seesAll) {
      if (viewer.userId === null) return [];
      const users = [viewer.userId];
      const [own = []] = await this.listTransactionsOfUsers(viewer, users, page, columns, caller);
      return own;
    }
    const isAbandoned = () => caller?.aborted === true;
    const { text, values } = transactionPage(MIRROR_COLUMNS[columns], page);
    const cells = await this.query({ text, values, isAbandoned });
    return visibleRows(viewer, [...readTransactionsById(MIRROR_COLUMNS[columns], cells).values()]);
  }

  async listTransactionsOfUsers(
    viewer: Viewer,
    userIds: readonly string[],
    page: TransactionPage,
    columns: ColumnSet = 'FULL',
    caller?: AbortSignal,
  ) {
    const allowed = userIds.filter((userId) => viewer.seesAll || userId === viewer.userId);
    if (allowed.length === 0) return userIds.map(() => []);
    const deciding = viewer.seesAll ? 'ALL' : 'OWN';
    const pages = await this.pageOfUsers(page, columns, deciding)(allowed, caller);
    return userIds.map((userId) =>
      allowed.includes(userId) ? visibleRows(viewer, pages.get(userId)) : [],
    );
  }

  private transactionsByIds(set: ColumnSet): ReadByIds<TransactionRow> {
    const columns = MIRROR_COLUMNS[set];
    return this.byIds('transactions', transactionsByIds(columns), (rows) =>
      readTransactionsById(columns, rows),
    );
  }

  private ordersByIds(set: ColumnSet): ReadByIds<OrderRow> {
    const columns = MIRROR_COLUMNS[set];
    return this.byIds('orders', ordersByIds(columns), (rows) => readOrdersById(columns, rows));
  }

  private pageOfUsers(
    page: TransactionPage,
    set: ColumnSet,
    deciding: DecidingOrders,
  ): ReadByIds<TransactionRow[]> {
    // Without a filter the page is the same for every viewer.
    const key = `${set} ${page.filter ? deciding : ''} ${JSON.stringify(page)}`;
    const known = this.pagesOfUsers.get(key);
    if (known) return known;
    const columns = MIRROR_COLUMNS[set];
    const { text, valuesFor } = transactionPagesOfUsers(columns, page, deciding);
    const name = statementName('pages', text);
    const read = shared(async (userIds, isAbandoned) => {
      const rows = await this.query({ name, text, values: valuesFor(userIds), isAbandoned });
      const rowsOfUsers = groupBy(rows, (cells) => cells.at(-1) as string);
      return new Map(
        Array.from(rowsOfUsers, ([userId, own]) => [
          userId,
          [...readTransactionsById(columns, own).values()],
        ]),
      );
    });
    this.pagesOfUsers.set(key, read);
    return read;
  }

  /** Reads through a prepared statement whose only value is the ids; concurrent requests share it. */
  private byIds<Found>(
    kind: string,
    text: string,
    read: (rows: readonly Cells[]) => Map<string, Found>,
  ): ReadByIds<Found> {
    const name = statementName(kind, text);
    // An array literal, since pg would quote and escape each id.
    return shared(async (ids, isAbandoned) =>
      read(await this.query({ name, text, values: [`{${ids.join()}}`], isAbandoned })),
    );
  }

  private async query({ values, ...given }: MirrorStatement): Promise<Cells[]> {
    const statement: ReadStatement & QueryArrayConfig = {
      ...given,
      values: [...values],
      rowMode: 'array',
      types: CELL_TYPES,
    };
    return (await this.database.query<unknown[]>(statement)).rows;
  }
}

/**
 * Lets concurrent requests share statements. This is not a cache: the statement of a read begins after the read was
 * requested.
 *
 * @param read reads distinct ids by one statement
 */
function shared<Found>(
  read: (ids: readonly string[], isAbandoned: () => boolean) => Promise<ReadonlyMap<string, Found>>,
): ReadByIds<Found> {
  const readTogether = async (reads: readonly ReadOfCaller[]) => {
    const ids = [...new Set(reads.flatMap((it) => it.ids))];
    const found = await read(ids, () => reads.every(({ caller }) => caller?.aborted === true));
    return reads.map(() => found);
  };
  const sizeOf = ({ ids }: ReadOfCaller) => Math.max(ids.length, MAX_IDS / MAX_READS);
  const batcher = new Batcher(readTogether, SHARED_STATEMENTS, sizeOf);
  return (ids, caller) => batcher.submit({ ids, caller }, caller);
}

function visibleById<Row extends TransactionRow | OrderRow | OrderedRow>(
  viewer: Viewer,
  ids: readonly string[],
  rows: ReadonlyMap<string, Row>,
): (Row | null)[] {
  return ids.map((id) => {
    const row = rows.get(id);
    return row === undefined ? null : visibleTo(viewer, row);
  });
}

function visibleRows<Row extends TransactionRow | OrderEventRow | AppointmentRow>(
  viewer: Viewer,
  rows: readonly Row[] = [],
): Row[] {
  return rows.map((row) => visibleTo(viewer, row)).filter((row) => row !== null);
}
