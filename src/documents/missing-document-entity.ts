import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DocumentKind } from './document-kinds.js';

const WORD = { type: 'text', collation: 'C' } as const;
const KEY = { primaryKeyConstraintName: 'missing_document_pkey' } as const;

/**
 * Records that Junction answered 404 for a document. The record is not a fact: a replay neither reads nor changes it.
 */
@Entity('missing_document')
export class MissingDocumentEntity {
  @PrimaryColumn({ ...WORD, ...KEY })
  kind!: DocumentKind;

  /** The id of the order or transaction. */
  @PrimaryColumn('uuid', KEY)
  id!: string;

  /** The state of the mirror when Junction was called; the answer applies to this version only. */
  @Column(WORD)
  version!: string;
}
