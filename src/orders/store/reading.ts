import type { AskedFields } from '../read-model.js';
import {
  selectList,
  Selection,
  type Companions,
  type RowSource,
  type ViewerSql,
} from './selection.js';

/** What a statement reads of rows, and of what comes along with them, for those who ask for some fields. */
export class Reading<Row, Companion = object> {
  /** Tells what is read apart from any other reading of the same rows; short enough to be part of a name. */
  readonly key: string;
  private readonly rows: Selection<Row>;
  private readonly companions: Selection<Companion> | null = null;

  constructor(
    source: RowSource<Row>,
    private readonly along: Companions<Row, Companion> | null,
    fields: AskedFields,
  ) {
    this.rows = new Selection(source, fields);
    // Whoever does not know what is asked for needs nothing beforehand.
    if (along?.askedBy.some((field) => fields?.has(field))) {
      this.companions = new Selection(along.source, fields);
    }
    this.key = [this.rows, this.companions].flatMap((it) => it?.key ?? []).join(' with ');
  }

  /** What is read, as a `SELECT` lists it. */
  get list(): string {
    const companions = this.companions?.list('companion');
    return [this.rows.list('found'), ...(companions ? [companions] : [])].join(', ');
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

  /** How the rows of one id are sorted, or what comes along with them. */
  get orderBy(): string | undefined {
    const { companions, rows } = this;
    return companions ? companions.source.orderBy?.('companion') : rows.source.orderBy?.('found');
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
}

/** OFFSET 0 leaves the planner no other way than to look up each id, however many it is told of. */
function rowsOf<Row>({ columns, from }: RowSource<Row>, id: string, viewer: ViewerSql): string {
  return `(SELECT ${selectList(columns, viewer)} ${from(id, viewer)} OFFSET 0)`;
}
