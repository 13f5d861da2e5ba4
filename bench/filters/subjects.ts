import { instantOf } from '../../src/junction/instant.js';
import type { TransactionFilter, TransactionPage } from '../../src/store/read/index.js';
import { changedAtOf, createdAtOf, userOf } from './fill.js';

/** A page of all transactions, or of the transactions of one person. */
export interface Subject {
  readonly page: TransactionPage & { readonly filter: TransactionFilter };
  readonly userId: string | null;
}

const ANY: TransactionFilter = {
  orderStatuses: null,
  hasRedraw: null,
  isCritical: null,
  patientActions: null,
};

export const FILTERS: Readonly<Record<string, Partial<TransactionFilter>>> = {
  'orderStatus: [COMPLETED]': { orderStatuses: ['completed'] },
  'orderStatus: [SAMPLE_ERROR]': { orderStatuses: ['sample_error'] },
  'hasRedraw: true': { hasRedraw: true },
  'hasRedraw: false': { hasRedraw: false },
  'critical: true': { isCritical: true },
  'critical: false': { isCritical: false },
  'patientAction: [VIEW_RESULTS]': { patientActions: ['VIEW_RESULTS'] },
  'patientAction: [RETURN_FOR_REDRAW]': { patientActions: ['RETURN_FOR_REDRAW'] },
  'patientAction: [CONTACT_SUPPORT, UNKNOWN]': { patientActions: ['CONTACT_SUPPORT', 'UNKNOWN'] },
  'all four': {
    orderStatuses: ['completed', 'corrected'],
    hasRedraw: false,
    isCritical: true,
    patientActions: ['VIEW_RESULTS'],
  },
};

/** The number of changes that one poll returns. */
const CHANGES = 100;
const FIRST: TransactionPage = { statuses: null, changedAfter: null, after: null, limit: 21 };

type Combine = (
  number: number,
  transactions: number,
) => { readonly page: TransactionPage; readonly userId: string | null };

/** The conditions that a filter is combined with. The number selects the user or the position. */
export const COMBINATIONS: Readonly<Record<string, Combine>> = {
  alone: () => ({ page: FIRST, userId: null }),
  'after a cursor': (number) => {
    const createdAt = instantOf(createdAtOf(number));
    const id = '80000000-0000-4000-8000-000000000000';
    return { page: { ...FIRST, after: { createdAt, id } }, userId: null };
  },
  'status: [ACTIVE]': () => ({ page: { ...FIRST, statuses: ['active'] }, userId: null }),
  'status: [COMPLETED]': () => ({ page: { ...FIRST, statuses: ['completed'] }, userId: null }),
  changedAfter: (_number, transactions) => ({
    page: { ...FIRST, changedAfter: instantOf(changedAtOf(transactions - CHANGES)) },
    userId: null,
  }),
  userId: (...numbers) => ({ page: FIRST, userId: userOf(...numbers) }),
  'userId, status: [COMPLETED]': (...numbers) => ({
    page: { ...FIRST, statuses: ['completed'] },
    userId: userOf(...numbers),
  }),
};

export function subjectOf(
  filter: Partial<TransactionFilter>,
  combine: Combine,
  number: number,
  transactions: number,
): Subject {
  const { page, userId } = combine(number, transactions);
  return { page: { ...page, filter: { ...ANY, ...filter } }, userId };
}
