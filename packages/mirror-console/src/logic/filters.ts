import {
  OrderStatus,
  OrderTransactionStatus,
  PatientAction,
  type TransactionListQueryVariables,
} from '../generated/graphql.js';

const YES_NO = { yes: true, no: false } as const;
type YesNo = '' | keyof typeof YES_NO;

/** The filters of the list, as in the address. An empty string means any. */
export interface Filters {
  readonly status: '' | OrderTransactionStatus;
  readonly orderStatus: '' | OrderStatus;
  readonly patientAction: '' | PatientAction;
  readonly hasRedraw: YesNo;
  readonly critical: YesNo;
  readonly changed: '' | keyof typeof PERIODS;
  readonly userId: string;
  /** The cursors of the previous pages, oldest first. This page starts at the last cursor. */
  readonly after: readonly string[];
}

/** Periods for "changed since", with their length in minutes. */
export const PERIODS = {
  '15m': { label: 'Last 15 minutes', minutes: 15 },
  '1h': { label: 'Last hour', minutes: 60 },
  '24h': { label: 'Last 24 hours', minutes: 24 * 60 },
  '7d': { label: 'Last 7 days', minutes: 7 * 24 * 60 },
  '30d': { label: 'Last 30 days', minutes: 30 * 24 * 60 },
} as const;

export const NO_FILTERS: Filters = {
  status: '',
  orderStatus: '',
  patientAction: '',
  hasRedraw: '',
  critical: '',
  changed: '',
  userId: '',
  after: [],
};

export const PAGE_SIZE = 20;
const MINUTE_MS = 60_000;

/** An unknown value in the address selects nothing. */
export function readFilters(parameters: URLSearchParams): Filters {
  const word = (name: string) => parameters.get(name)?.trim() ?? '';
  return {
    status: keyOf(OrderTransactionStatus, word('status')),
    orderStatus: keyOf(OrderStatus, word('orderStatus')),
    patientAction: keyOf(PatientAction, word('patientAction')),
    hasRedraw: keyOf(YES_NO, word('hasRedraw')),
    critical: keyOf(YES_NO, word('critical')),
    changed: keyOf(PERIODS, word('changed')),
    userId: word('userId'),
    after: parameters.getAll('after').filter((cursor) => cursor !== ''),
  };
}

/** Contains only values that are set, so addresses stay short. */
export function writeFilters({ after, ...words }: Filters): URLSearchParams {
  const parameters = new URLSearchParams(Object.entries(words).filter(([, value]) => value !== ''));
  for (const cursor of after) parameters.append('after', cursor);
  return parameters;
}

/** Whether a filter is set. Paging is not a filter. */
export function isFiltered({ after: _after, ...words }: Filters): boolean {
  return Object.values(words).some((value) => value !== '');
}

/** The variables of the list's query. "Changed since" starts at a whole minute, so polling repeats the same query. */
export function variablesOf(filters: Filters, now: number): TransactionListQueryVariables {
  const { status, orderStatus, patientAction, hasRedraw, critical, changed, userId, after } =
    filters;
  return {
    first: PAGE_SIZE,
    status: status === '' ? null : [status],
    orderStatus: orderStatus === '' ? null : [orderStatus],
    patientAction: patientAction === '' ? null : [patientAction],
    hasRedraw: toBoolean(hasRedraw),
    critical: toBoolean(critical),
    changedAfter: changed === '' ? null : minutesBefore(now, PERIODS[changed].minutes),
    userId: userId === '' ? null : userId,
    after: after.at(-1) ?? null,
  };
}

function minutesBefore(now: number, minutes: number): string {
  return new Date((Math.floor(now / MINUTE_MS) - minutes) * MINUTE_MS).toISOString();
}

function toBoolean(choice: YesNo): boolean | null {
  return choice === '' ? null : YES_NO[choice];
}

function keyOf<T extends object>(choices: T, word: string): '' | Extract<keyof T, string> {
  return Object.hasOwn(choices, word) ? (word as Extract<keyof T, string>) : '';
}
