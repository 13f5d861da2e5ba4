import type { ReadDatabase } from '../database/read-database.js';
import { ResultSubjects, type SubjectKind } from '../store/result-subjects.js';
import { DOCUMENTS, type DocumentKind } from './document-kinds.js';

/** The documents that Junction does not have, each for the version of its order or transaction that was requested. */
export class MissingDocuments {
  private readonly subjects: ResultSubjects;

  /** @param database the primary, so that a field is null as soon as its link was answered with 404 */
  constructor(private readonly database: ReadDatabase) {
    this.subjects = new ResultSubjects(database);
  }

  /** Returns the ids whose document is missing in their current version. */
  async find(kind: DocumentKind, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const { rows } = await this.database.query<{ id: string; version: string }>({
      ...FIND,
      values: [kind, ids],
    });
    const missing = new Map(rows.map(({ id, version }) => [id, version]));
    if (missing.size === 0) return new Set();
    const current = await this.subjects.find(DOCUMENTS[kind].subject, [...missing.keys()]);
    return new Set(
      current.filter(({ id, version }) => missing.get(id) === version).map(({ id }) => id),
    );
  }

  /** Returns the current version; null for an unknown order or transaction. Read before Junction is called. */
  async versionOf(kind: DocumentKind, id: string): Promise<string | null> {
    const [subject] = await this.subjects.find(DOCUMENTS[kind].subject, [id]);
    return subject?.version ?? null;
  }

  /** Records a 404, unless the order or transaction has been erased since. */
  async record(kind: DocumentKind, id: string, version: string): Promise<void> {
    await this.database.query({ ...RECORD[DOCUMENTS[kind].subject], values: [kind, id, version] });
  }
}

const FIND = {
  name: 'find-missing-documents',
  text: 'SELECT id, version FROM missing_document WHERE kind = $1 AND id = ANY($2::uuid[])',
};

/** Locks the row of the order or transaction against an erasure, which would otherwise leave the record behind. */
function recordFor(table: string): string {
  return `WITH subject AS (SELECT id FROM ${table} WHERE id = $2 FOR KEY SHARE)
    INSERT INTO missing_document (kind, id, version) SELECT $1, id, $3 FROM subject
    ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version`;
}

const RECORD: Readonly<Record<SubjectKind, { readonly name: string; readonly text: string }>> = {
  ORDER: { name: 'record-missing-of-order', text: recordFor('lab_order') },
  TRANSACTION: {
    name: 'record-missing-of-transaction',
    text: recordFor('order_transaction'),
  },
};
