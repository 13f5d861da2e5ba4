import type { ReadDatabase } from '../database/read-database.js';
import { findMissingDocuments, recordMissingDocument } from '../store/missing-documents.js';
import { ResultSubjects } from '../store/result-subjects.js';
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
    const rows = await findMissingDocuments(this.database, kind, ids);
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
    const { subject } = DOCUMENTS[kind];
    await recordMissingDocument(this.database, subject, { kind, id, version });
  }
}
