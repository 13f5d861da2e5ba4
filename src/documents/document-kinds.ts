import type { AuditAction } from '../access/audit-trail.js';
import type { JunctionDocument } from '../junction/client.js';
import type { SubjectKind } from '../store/result-subjects.js';

/** A kind of document of an order or transaction. */
export type DocumentKind = JunctionDocument;

interface DocumentTraits {
  readonly subject: SubjectKind;
  readonly action: AuditAction;
  readonly fileName: string;
}

export const DOCUMENTS: Readonly<Record<DocumentKind, DocumentTraits>> = {
  ORDER_REQUISITION: {
    subject: 'ORDER',
    action: 'READ_REQUISITION_PDF',
    fileName: 'requisition.pdf',
  },
  ORDER_RESULTS: { subject: 'ORDER', action: 'READ_RESULTS_PDF', fileName: 'lab-results.pdf' },
  ORDER_ABN: { subject: 'ORDER', action: 'READ_ABN_PDF', fileName: 'abn.pdf' },
  TRANSACTION_RESULTS: {
    subject: 'TRANSACTION',
    action: 'READ_RESULTS_PDF',
    fileName: 'lab-results.pdf',
  },
};
