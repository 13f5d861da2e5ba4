import type { QueryArrayConfig } from 'pg';
import type { Viewer } from '../../access/viewer.js';
import { Batcher } from '../../database/batcher.js';
import type { ReadDatabase } from '../../database/replicas.js';
import type { AskedFields } from './read-model.js';
import { withExpectedRows } from './expected-rows.js';
import { Reading } from './reading.js';
import type { Companions, RowSource, ViewerSql } from './selection.js';
import { Wanted } from './wanted.js';

/** Who wants an id. */
const VIEWER: ViewerSql = {
  seesAll: '($3::boolean[])[wanted.viewer]',
  userId: '($4::text[])[wanted.viewer]',
};

/** Finds rows by ids. */
export interface FindStatement<Row, Companion> {
  readonly name: string;
  readonly source: RowSource<Row>;
  /** Only where an id has one row at most. */
  readonly along?: Companions<Row, Companion>;
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

/** Statements that differ in the columns they read; each is prepared on each connection. Beyond these, all are read. */
export const MOST_PREPARED = 20;

interface Question {
  readonly viewer: Viewer;
  readonly ids: readonly string[];
  readonly fields: AskedFields;
}

interface Prepared<Row, Companion> {
  readonly name: string;
  readonly text: string;
  readonly reading: Reading<Row, Companion>;
}

/**
 * Finds rows for everybody who asks at the moment by one prepared statement. It is no cache: a question goes into a
 * statement that starts after it. The statement decides who may see what, for each viewer by themselves, and only
 * those who may see the same share rows, which nobody may change.
 */
export class Finder<Row, Companion = object> {
  private readonly batcher = new Batcher(
    (questions: readonly Question[]) => this.findTogether(questions),
    FIND_LIMITS,
    ({ ids }) => ids.length + QUESTION_SIZE,
  );
  /** By the key of what they read. */
  private readonly prepared = new Map<string, Prepared<Row, Companion>>();

  constructor(
    private readonly database: ReadDatabase,
    private readonly statement: FindStatement<Row, Companion>,
  ) {}

  /** What the viewer may see of each of these ids, in their order. */
  find(viewer: Viewer, ids: readonly string[], fields: AskedFields = null): Promise<Row[][]> {
    return this.batcher.submit({ viewer, ids, fields });
  }

  private async findTogether(questions: readonly Question[]): Promise<Row[][][]> {
    const wanted = new Wanted<Row>();
    const places = questions.map(({ viewer, ids }) => wanted.placesOf(viewer, ids));
    const fields = questions.map((question) => question.fields);
    const known = unionOf(fields);
    await this.read(wanted, this.prepare(known, fields.includes(null) ? null : known));
    return places.map((ofQuestion) => ofQuestion.map((place) => wanted.rows[place] ?? []));
  }

  /** @param columns the fields that columns are read for */
  private prepare(fields: AskedFields, columns: AskedFields): Prepared<Row, Companion> {
    const { name, source, along = null } = this.statement;
    const reading = new Reading(source, along, fields, columns);
    const known = this.prepared.get(reading.key);
    if (known) return known;
    if (columns !== null && this.prepared.size >= MOST_PREPARED) return this.prepare(fields, null);
    const prepared = {
      name: `${name} ${reading.key}`,
      text: `SELECT ${reading.list}, wanted.place::int
        FROM unnest($1::uuid[], $2::int[]) WITH ORDINALITY AS wanted (id, viewer, place)
        ${reading.lookUp('wanted.id', VIEWER)}
        ${reading.orderBy()}`,
      reading,
    };
    this.prepared.set(reading.key, prepared);
    return prepared;
  }

  private async read(
    { ids, sightNumbers, viewers, rows }: Wanted<Row>,
    { name, text, reading }: Prepared<Row, Companion>,
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
    const found = await this.database.query<unknown[]>(statement);
    reading.addToPlaces(found.rows, rows);
  }
}

function unionOf(all: readonly AskedFields[]): ReadonlySet<string> {
  const union = new Set<string>();
  for (const fields of all) for (const field of fields ?? []) union.add(field);
  return union;
}
