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

/**
 * What a question adds to a batch besides its ids. Those who are answered together ask together again: in groups of
 * sixteen at most, one is looked up while another is computed.
 */
export const QUESTION_SIZE = 100;

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

/** Those who may see the same, and what they ask for: the place of each id among all that are wanted. */
interface Sight {
  readonly number: number;
  readonly places: Map<string, number>;
}

/** All that is asked at a time: each id once for those who may see the same. */
class Wanted<Row> {
  readonly viewers: Viewer[] = [];
  readonly ids: string[] = [];
  /** The number of the sight, from 1, in which the id at the same place is wanted. */
  readonly sightNumbers: number[] = [];
  /** What was found for the id at the same place. */
  readonly rows: Row[][] = [];
  private readonly sights = new Map<string, Sight>();

  placesOf({ viewer, ids }: Question): number[] {
    const sight = this.sightOf(viewer);
    return ids.map((id) => sight.places.get(id) ?? this.placeFor(id, sight));
  }

  private sightOf(viewer: Viewer): Sight {
    const key = sightKey(viewer);
    const known = this.sights.get(key);
    if (known) return known;
    const sight: Sight = { number: this.viewers.push(viewer), places: new Map() };
    this.sights.set(key, sight);
    return sight;
  }

  private placeFor(id: string, { number, places }: Sight): number {
    const place = this.ids.push(id) - 1;
    places.set(id, place);
    this.sightNumbers.push(number);
    this.rows.push([]);
    return place;
  }
}

/**
 * Finds rows for everybody who asks at the moment by one prepared statement. It is no cache: a question goes into a
 * statement that starts after it. The statement decides who may see what, for each viewer by themselves, and only
 * those who may see the same share rows, which nobody may change.
 */
export class Finder<Row extends object> {
  private readonly batcher = new Batcher(
    (questions: readonly Question[]) => this.findTogether(questions),
    FIND_LIMITS,
    ({ ids }) => ids.length + QUESTION_SIZE,
  );
  /** By the properties they read. */
  private readonly prepared = new Map<string, Prepared<Row>>();

  constructor(
    private readonly database: ReadDatabase,
    private readonly statement: FindStatement<Row>,
  ) {}

  /** What the viewer may see of each of these ids, in their order. */
  find(viewer: Viewer, ids: readonly string[], fields: AskedFields = null): Promise<Row[][]> {
    return this.batcher.submit({ viewer, ids, fields });
  }

  private async findTogether(questions: readonly Question[]): Promise<Row[][][]> {
    const wanted = new Wanted<Row>();
    const places = questions.map((question) => wanted.placesOf(question));
    await this.read(wanted, this.prepare(unionOf(questions)));
    return places.map((ofQuestion) => ofQuestion.map((place) => wanted.rows[place] ?? []));
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
      text: `SELECT wanted.place::int, ${properties.map((it) => `found."${it}"`).join(', ')}
        FROM unnest($1::uuid[], $2::int[]) WITH ORDINALITY AS wanted (id, viewer, place)
        CROSS JOIN LATERAL (SELECT ${selectList(columns)} ${from} OFFSET 0) AS found
        ${orderBy === undefined ? '' : `ORDER BY ${orderBy}`}`,
      properties,
    };
    this.prepared.set(key, prepared);
    return prepared;
  }

  private async read(
    { ids, sightNumbers, viewers, rows }: Wanted<Row>,
    { name, text, properties }: Prepared<Row>,
  ): Promise<void> {
    const statement: QueryArrayConfig = {
      name,
      text,
      rowMode: 'array',
      values: [
        // Written here, since pg quotes every element.
        `{${withExpectedRows(ids, 'NULL').join()}}`,
        `{${sightNumbers.join()}}`,
        viewers.map(({ seesAll }) => seesAll),
        viewers.map(({ userId }) => userId),
      ],
    };
    const found = await this.database.query<[place: number, ...cells: unknown[]]>(statement);
    for (const cells of found.rows) rows[cells[0] - 1]?.push(rowOf(properties, cells) as Row);
  }
}

/** @param cells behind that of the place, which is no property */
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
