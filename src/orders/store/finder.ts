import type { QueryArrayConfig } from 'pg';
import type { Viewer } from '../../access/viewer.js';
import { Batcher } from '../../database/batcher.js';
import type { ReadDatabase } from '../../database/replicas.js';
import type { AskedFields } from '../read-model.js';
import { withExpectedRows } from './expected-rows.js';

/** In the `WHERE` of a {@link FindStatement}: whether the row's viewer sees everybody's, and whose otherwise. */
export const SEES_ALL = '($3::boolean[])[wanted.viewer]';
export const USER_ID = '($4::text[])[wanted.viewer]';

/** What each property of a row is read from, in SQL. */
export type Columns<Row> = Readonly<Record<keyof Row, string>>;

/** Finds rows by ids. */
export interface FindStatement<Row> {
  readonly name: string;
  readonly columns: Columns<Row>;
  /** What only the field of the same name shows: it is not read for those who do not ask for that. */
  readonly onlyShown: readonly (keyof Row & string)[];
  /** The rest of the `SELECT`: what belongs to `wanted.id`, and the viewer may see. */
  readonly from: string;
  /** How the rows of one id are sorted, by their properties in quotes. */
  readonly orderBy?: string;
  /** The id that a row was wanted for. */
  readonly idOf: (row: Row) => string | null;
}

/** The columns of these properties as a `SELECT` lists them; of all, unless given. */
export function selectList<Row>(
  columns: Columns<Row>,
  properties = Object.keys(columns) as (keyof Row & string)[],
): string {
  return properties.map((property) => `${columns[property]} AS "${property}"`).join(', ');
}

/** The properties that are read for those who ask for these fields. */
export function propertiesFor<Row>(
  { columns, onlyShown }: Pick<FindStatement<Row>, 'columns' | 'onlyShown'>,
  fields: AskedFields,
): (keyof Row & string)[] {
  const omitted = new Set<string>(fields && onlyShown.filter((property) => !fields.has(property)));
  const properties = Object.keys(columns) as (keyof Row & string)[];
  return properties.filter((property) => !omitted.has(property));
}

/**
 * Statements under way at once, beside which others have connections left; and ids in one. Were they more, many wide
 * answers would be in memory at the same moment, and all processors wait for one of them.
 */
export const FIND_LIMITS = { batches: 2, batchSize: 1_600, waiting: Infinity };

/** Statements that differ in what they read; each is prepared on each connection. */
export const MOST_PREPARED = 20;

interface Question {
  readonly viewer: Viewer;
  readonly ids: readonly string[];
  readonly fields: AskedFields;
}

interface Prepared<Row> {
  readonly name: string;
  readonly text: string;
  readonly properties: readonly (keyof Row & string)[];
}

/** All that is asked at a time for those who may see the same. */
class Sight<Row> {
  private readonly rows = new Map<string, Row[]>();

  constructor(readonly viewer: Viewer) {}

  get ids(): Iterable<string> {
    return this.rows.keys();
  }

  get size(): number {
    return this.rows.size;
  }

  want(ids: readonly string[]): void {
    for (const id of ids) if (!this.rows.has(id)) this.rows.set(id, []);
  }

  add(id: string | null, row: Row): void {
    if (id !== null) this.rows.get(id)?.push(row);
  }

  rowsOf(ids: readonly string[]): Row[] {
    const found: Row[] = [];
    for (const id of ids) for (const row of this.rows.get(id) ?? []) found.push(row);
    return found;
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
    ({ ids }) => ids.length,
  );
  /** By the properties they read. */
  private readonly prepared = new Map<string, Prepared<Row>>();

  constructor(
    private readonly database: ReadDatabase,
    private readonly statement: FindStatement<Row>,
  ) {}

  /** The rows of these ids that the viewer may see. */
  find(viewer: Viewer, ids: readonly string[], fields: AskedFields = null): Promise<Row[]> {
    return this.batcher.submit({ viewer, ids, fields });
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
    await this.read([...sights.values()], this.prepare(unionOf(questions)));
    return questions.map((question) => sightOf(question).rowsOf(question.ids));
  }

  private prepare(fields: AskedFields): Prepared<Row> {
    const properties = propertiesFor(this.statement, fields);
    const key = properties.join();
    const known = this.prepared.get(key);
    if (known) return known;
    // Beyond these, all read everything.
    if (fields !== null && this.prepared.size >= MOST_PREPARED) return this.prepare(null);
    const { name, columns, from, orderBy } = this.statement;
    const prepared: Prepared<Row> = {
      name: `${name} ${choiceOf(Object.keys(columns), properties)}`,
      // OFFSET 0 leaves the planner no other way than to look up each id, however many it is told of.
      text: `SELECT wanted.viewer, ${properties.map((it) => `found."${it}"`).join(', ')}
        FROM unnest($1::uuid[], $2::int[]) AS wanted (id, viewer)
        CROSS JOIN LATERAL (SELECT ${selectList(columns)} ${from} OFFSET 0) AS found
        ${orderBy === undefined ? '' : `ORDER BY ${orderBy}`}`,
      properties,
    };
    this.prepared.set(key, prepared);
    return prepared;
  }

  private async read(
    sights: readonly Sight<Row>[],
    { name, text, properties }: Prepared<Row>,
  ): Promise<void> {
    const ids = sights.flatMap((sight) => [...sight.ids]);
    const statement: QueryArrayConfig = {
      name,
      text,
      rowMode: 'array',
      values: [
        // Written here, since pg quotes every element.
        `{${withExpectedRows(ids, 'NULL').join()}}`,
        `{${sights.flatMap(({ size }, index) => Array<number>(size).fill(index + 1)).join()}}`,
        sights.map(({ viewer }) => viewer.seesAll),
        sights.map(({ viewer }) => viewer.userId),
      ],
    };
    const { rows } = await this.database.query<[viewer: number, ...cells: unknown[]]>(statement);
    for (const cells of rows) {
      const row = rowOf(properties, cells) as Row;
      sights[cells[0] - 1]?.add(this.statement.idOf(row), row);
    }
  }
}

/** @param cells behind that of the viewer, which nobody is to see */
function rowOf(properties: readonly string[], cells: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  let index = 1;
  for (const property of properties) row[property] = cells[index++];
  return row;
}

/** Tells choices apart, shorter than the 63 bytes of a name. */
function choiceOf(all: readonly string[], chosen: readonly string[]): string {
  const bits = all.map((it) => (chosen.includes(it) ? '1' : '0')).join('');
  return Number.parseInt(bits, 2).toString(36);
}

function unionOf(questions: readonly Question[]): AskedFields {
  const fields = new Set<string>();
  for (const question of questions) {
    if (question.fields === null) return null;
    for (const field of question.fields) fields.add(field);
  }
  return fields;
}

/** The same for those who may see the same. */
export function sightKey({ seesAll, userId }: Viewer): string {
  return JSON.stringify(seesAll ? null : [userId]);
}
