import type { AskedFields } from './read-model.js';

/** Who looks, in SQL: whether they see everybody's rows, and whose otherwise. */
export interface ViewerSql {
  readonly seesAll: string;
  readonly userId: string;
}

type Column = string | ((viewer: ViewerSql) => string);

/** What each property of a row is read from, in SQL, but for what may come along. The first is never null. */
export type Columns<Row> = {
  readonly [Property in keyof Row as undefined extends Row[Property] ? never : Property]: Column;
};

/** Rows of one kind, found by the id of something that they belong to. */
export interface RowSource<Row> {
  readonly columns: Columns<Row>;
  /** The fields that a property is read for, if not for any: it is not read for those who ask for none of them. */
  readonly neededFor: Readonly<Partial<Record<keyof Row, readonly string[]>>>;
  /** The rest of the `SELECT`: what belongs to this id, and may be seen. */
  readonly from: (id: string, viewer: ViewerSql) => string;
  /** How the rows of one id are sorted, by their properties in quotes. */
  readonly orderBy?: (rows: string) => readonly string[];
}

/**
 * Rows that hang on others and come along with them for those who ask: they need no statement of their own. The others
 * are told apart by their first property.
 */
export interface Companions<Row, Companion> {
  readonly source: RowSource<Companion>;
  /** The property of the others that these are found by. */
  readonly by: keyof Row & string;
  /** The fields that are made of them. */
  readonly askedBy: readonly string[];
  /** Gives one to the row it hangs on; null: there is none. */
  readonly give: (row: Row, companion: Companion | null) => void;
}

/** The properties of a source's rows that a statement reads: no more than some fields need. */
export class Selection<Row> {
  /** Tells what is read apart from any other selection of the source; short enough to be part of a name. */
  readonly key: string;
  /** What is read, as a `SELECT` lists it. */
  readonly list: string;
  readonly order: readonly string[];
  private readonly properties: readonly (keyof Row & string)[];

  /** @param rows what the statement calls them */
  constructor(
    readonly source: RowSource<Row>,
    fields: AskedFields,
    rows: string,
  ) {
    const all = Object.keys(source.columns) as (keyof Row & string)[];
    this.properties = all.filter((property) => isNeeded(source.neededFor[property], fields));
    this.key = choiceOf(all, this.properties);
    this.list = this.properties.map((property) => `${rows}."${property}"`).join(', ');
    this.order = source.orderBy?.(rows) ?? [];
  }

  get width(): number {
    return this.properties.length;
  }

  /** Whether these cells begin with those of this row. */
  isOf(row: Row, cells: readonly unknown[]): boolean {
    const [id] = this.properties;
    return id !== undefined && row[id] === cells[0];
  }

  /** @param first where the cells of the row begin */
  rowOf(cells: readonly unknown[], first = 0): Row {
    const row: Record<string, unknown> = {};
    let index = first;
    for (const property of this.properties) row[property] = cells[index++];
    return row as Row;
  }
}

/** The columns as a `SELECT` lists them, under the names of their properties. */
export function selectList<Row>(columns: Columns<Row>, viewer: ViewerSql): string {
  return Object.entries<Column>(columns)
    .map(([property, sql]) => `${typeof sql === 'string' ? sql : sql(viewer)} AS "${property}"`)
    .join(', ');
}

function isNeeded(neededFor: readonly string[] | undefined, fields: AskedFields): boolean {
  if (neededFor === undefined || fields === null) return true;
  return neededFor.some((field) => fields.has(field));
}

/** Tells choices apart: a bit for each. */
function choiceOf(all: readonly string[], chosen: readonly string[]): string {
  const bits = all.map((it) => (chosen.includes(it) ? '1' : '0')).join('');
  return BigInt(`0b${bits}`).toString(36);
}
