import type { ReadDatabase } from '../database/read-database.js';
import type { SubjectKind } from './result-subjects.js';

/** A document that Junction did not have for this version of its order or transaction. */
export interface MissingDocument {
  readonly kind: string;
  readonly id: string;
  readonly version: string;
}

export async function findMissingDocuments(
  database: ReadDatabase,
  kind: string,
  ids: readonly string[],
): Promise<MissingDocument[]> {
  const { rows } = await database.query<MissingDocument>({ ...FIND, values: [kind, ids] });
  return rows;
}

/** @param subject what the document is about */
export async function recordMissingDocument(
  database: ReadDatabase,
  subject: SubjectKind,
  { kind, id, version }: MissingDocument,
): Promise<void> {
  await database.query({ ...RECORD[subject], values: [kind, id, version] });
}

const FIND = {
  name: 'find-missing-documents',
  text: 'SELECT kind, id, version FROM missing_document WHERE kind = $1 AND id = ANY($2::uuid[])',
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
