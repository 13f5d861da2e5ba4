import type { AskedFields } from './read-model.js';
import {
  selectList,
  Selection,
  type Companions,
  type RowSource,
  type ViewerSql,
} from './selection.js';

/** What a statement reads of rows, and of what comes along with them. */
export class Reading<Row, Companion = object> {
  /** Tells what is read apart from any other reading of the same rows; short enough to be part of a name. */
  readonly key: string;
  /** What is read, as a `SELECT` lists it. */
  readonly list: string;
  private readonly rows: Selection<Row>;
  private readonly companions: Selection<Companion> | null;

  /**
   * @param fields what comes along is read for
   * @param columns the fields that columns are read for
   */
  constructor(
    source: RowSource<Row>,
    private readonly along: Companions<Row, Companion> | null,
    fields: AskedFields,
    columns: AskedFields = fields,
  ) {
    // Whoever does not know what is asked for needs nothing beforehand.
    const brings = along?.askedBy.some((field) => fields?.has(field));
    this.rows = new Selection(source, columns, 'found');
    this.companions = along && brings ? new Selection(along.source, columns, 'companion') : null;
    this.key = this.selections.map(({ key }) => key).join(' with ');
    this.list = this.selections.map(({ list }) => list).join(', ');
  }

  private get selections(): (Selection<Row> | Selection<Companion>)[] {
    return this.companions ? [this.rows, this.companions] : [this.rows];
  }

  /** What belongs to this id, as `found`, and what comes along. */
  lookUp(id: string, viewer: ViewerSql): string {
    return `CROSS JOIN LATERAL ${rowsOf(this.rows.source, id, viewer)} AS found ${this.join(viewer)}`;
  }

  /** What comes along with rows that were `found`. */
  join(viewer: ViewerSql): string {
    const { along, companions } = this;
    if (!along || !companions) return '';
    const rows = rowsOf(companions.source, `found."${along.by}"`, viewer);
    return `LEFT JOIN LATERAL ${rows} AS companion ON true`;
  }

  /** @param first what comes before the order of the rows of one id, and of what comes along with each */
  orderBy(...first: readonly string[]): string {
    const order = [...first, ...this.selections.flatMap((selection) => selection.order)];
    return order.length === 0 ? '' : `ORDER BY ${order.join(', ')}`;
  }

  /**
   * Adds what one row of the statement tells.
   *
   * @param cells begin as {@link list} does
   * @param found what was told before: a row is told again for each of its companions, without others in between
   */
  add(cells: readonly unknown[], found: Row[]): void {
    const { along, companions } = this;
    if (!along || !companions) {
      found.push(this.rows.rowOf(cells));
      return;
    }
    let row = found.at(-1);
    if (row === undefined || !this.rows.isOf(row, cells)) {
      row = this.rows.rowOf(cells);
      found.push(row);
    }
    const first = this.rows.width;
    along.give(row, cells[first] === null ? null : companions.rowOf(cells, first));
  }

  /**
   * Adds what a statement tells of many ids.
   *
   * @param rows end with the place of their id, from 1
   * @param found the rows of each id, by its place
   */
  addToPlaces(rows: readonly (readonly unknown[])[], found: readonly Row[][]): void {
    for (const cells of rows) this.add(cells, found[(cells.at(-1) as number) - 1] as Row[]);
  }
}

/** OFFSET 0 leaves the planner no other way than to look up each id, however many it is told of. */
function rowsOf<Row>({ columns, from }: RowSource<Row>, id: string, viewer: ViewerSql): string {
  return `(SELECT ${selectList(columns, viewer)} ${from(id, viewer)} OFFSET 0)`;
}
