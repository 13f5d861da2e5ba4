import type { ReadDatabase } from '../database/read-database.js';
import { ResultSubjects, type SubjectKind } from '../store/result-subjects.js';
import { DOCUMENTS, type DocumentKind } from './document-kinds.js';

/** The documents that Junction does not have, each for the version of its order or transaction that was requested. */
export interface MissingDocuments {
  /** Returns the ids whose document is missing in their current version. */
  find(kind: DocumentKind, ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** Returns the current version; null for an unknown order or transaction. Read before Junction is called. */
  versionOf(kind: DocumentKind, id: string): Promise<string | null>;
  /** Records a 404, unless the order or transaction has been erased since. */
  record(kind: DocumentKind, id: string, version: string): Promise<void>;
}

/** @param database the primary, so that a field is null as soon as its link was answered with 404 */
export function createMissingDocuments(database: ReadDatabase): MissingDocuments {
  const subjects = new ResultSubjects(database);
  return {
    find: async (kind, ids) => {
      const { rows } = await database.query<{ id: string; version: string }>({
        ...FIND,
        values: [kind, ids],
      });
      if (rows.length === 0) return new Set();
      const current = await subjects.find(
        DOCUMENTS[kind].subject,
        rows.map(({ id }) => id),
      );
      const versions = new Map(current.map(({ id, version }) => [id, version]));
      return new Set(
        rows.filter((row) => versions.get(row.id) === row.version).map(({ id }) => id),
      );
    },
    versionOf: async (kind, id) => {
      const [subject] = await subjects.find(DOCUMENTS[kind].subject, [id]);
      return subject?.version ?? null;
    },
    record: async (kind, id, version) => {
      await database.query({ ...RECORD[DOCUMENTS[kind].subject], values: [kind, id, version] });
    },
  };
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
