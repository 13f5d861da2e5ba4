import type { QueryArrayConfig } from 'pg';
import type { Viewer } from '../../access/viewer.js';
import { Batcher } from '../../database/batcher.js';
import type { ReadDatabase } from '../../database/replicas.js';

/** In the `WHERE` of a {@link FindStatement}: whether the row's viewer sees everybody's, and whose otherwise. */
export const SEES_ALL = '($3::boolean[])[wanted.viewer]';
export const USER_ID = '($4::text[])[wanted.viewer]';

/** What each property of a row is read from, in SQL. */
export type Columns<Row> = Readonly<Record<keyof Row, string>>;

/** Finds rows by ids. */
export interface FindStatement<Row> {
  readonly name: string;
  readonly columns: Columns<Row>;
  /** The rest of the `SELECT`: what belongs to `wanted.id`, and the viewer may see. */
  readonly from: string;
  /** How the rows of one id are sorted, by their properties in quotes. */
  readonly orderBy?: string;
  /** The id that a row was wanted for. */
  readonly idOf: (row: Row) => string | null;
}

/** The columns as a `SELECT` lists them. */
export function selectList<Row>(columns: Columns<Row>): string {
  return Object.entries(columns)
    .map(([property, column]) => `${String(column)} AS "${property}"`)
    .join(', ');
}

/** Statements under way at once, beside which others have connections left; and questions in one. */
export const FIND_LIMITS = { batches: 4, batchSize: 32, waiting: Infinity };

interface Question {
  readonly viewer: Viewer;
  readonly ids: readonly string[];
}

/** All that is asked at a time for those who may see the same. */
class Sight<Row> {
  private readonly rows = new Map<string | null, Row[]>();

  constructor(readonly viewer: Viewer) {}

  get ids(): Iterable<string | null> {
    return this.rows.keys();
  }

  want(ids: readonly string[]): void {
    for (const id of ids) if (!this.rows.has(id)) this.rows.set(id, []);
  }

  add(id: string | null, row: Row): void {
    this.rows.get(id)?.push(row);
  }

  rowsOf(ids: readonly string[]): Row[] {
    return ids.flatMap((id) => this.rows.get(id) ?? []);
  }
}

/**
 * Finds rows for everybody who asks at the moment by one prepared statement. It is no cache: a question goes into a
 * statement that starts after it. The statement decides who may see what, for each viewer by themselves, and only
 * those who may see the same share rows.
 */
export class Finder<Row extends object> {
  private readonly batcher = new Batcher(
    (questions: readonly Question[]) => this.findTogether(questions),
    FIND_LIMITS,
  );
  private readonly text: string;
  private readonly properties: readonly string[];

  constructor(
    private readonly database: ReadDatabase,
    private readonly statement: FindStatement<Row>,
  ) {
    const { columns, from, orderBy } = statement;
    this.properties = Object.keys(columns);
    // OFFSET 0 leaves the planner no other way than to look up each id, however many it is told of.
    this.text = `SELECT wanted.viewer, found.*
      FROM unnest($1::uuid[], $2::int[]) AS wanted (id, viewer)
      CROSS JOIN LATERAL (SELECT ${selectList(columns)} ${from} OFFSET 0) AS found
      ${orderBy === undefined ? '' : `ORDER BY ${orderBy}`}`;
  }

  /** The rows of these ids that the viewer may see. */
  find(viewer: Viewer, ids: readonly string[]): Promise<Row[]> {
    return this.batcher.submit({ viewer, ids });
  }

  private async findTogether(questions: readonly Question[]): Promise<Row[][]> {
    const sights = new Map<string, Sight<Row>>();
    const sightOf = ({ viewer }: Question): Sight<Row> => {
      const key = sightKey(viewer);
      const sight = sights.get(key) ?? new Sight<Row>(viewer);
      sights.set(key, sight);
      return sight;
    };
    for (const question of questions) sightOf(question).want(question.ids);
    await this.read([...sights.values()]);
    return questions.map((question) => sightOf(question).rowsOf(question.ids));
  }

  private async read(sights: readonly Sight<Row>[]): Promise<void> {
    const statement: QueryArrayConfig = {
      name: this.statement.name,
      text: this.text,
      rowMode: 'array',
      values: [
        sights.flatMap(({ ids }) => [...ids]),
        sights.flatMap(({ ids }, index) => Array.from(ids, () => index + 1)),
        sights.map(({ viewer }) => viewer.seesAll),
        sights.map(({ viewer }) => viewer.userId),
      ],
    };
    const { rows } = await this.database.query<[viewer: number, ...cells: unknown[]]>(statement);
    for (const cells of rows) {
      const row = this.rowOf(cells);
      sights[cells[0] - 1]?.add(this.statement.idOf(row), row);
    }
  }

  /** @param cells behind that of the viewer, which nobody is to see */
  private rowOf(cells: readonly unknown[]): Row {
    const row: Record<string, unknown> = {};
    let index = 1;
    for (const property of this.properties) row[property] = cells[index++];
    return row as Row;
  }
}

/** The same for those who may see the same. */
export function sightKey({ seesAll, userId }: Viewer): string {
  return JSON.stringify(seesAll ? null : [userId]);
}
