import type { serialization } from '@junction-api/sdk';
import { PATIENT, PHYSICIAN } from '../lab/people.js';
import {
  isCancelled,
  type Order,
  type Reading,
  type Report,
  type Transaction,
} from '../lab/transaction.js';
import { sampleIdFor } from '../names.js';
import { biomarkerBody, interpretationOf, missingBiomarkerBody } from './biomarkers.js';
import { LABORATORY } from './lab-test.js';
import { transactionBlock } from './transaction.js';

const PERFORMING_LABORATORY: serialization.PerformingLaboratory.Raw = {
  name: 'Test Performing Laboratory',
  phone_number: '+15555550100',
  medical_director: 'Test Director, MD',
  address: {
    first_line: '1 Test Way',
    second_line: '',
    city: 'Phoenix',
    state: 'AZ',
    zip: '85004',
    country: 'US',
  },
};

export type ResultsBody = Required<serialization.LabResultsRaw.Raw>;
type ReportedOrder = Order & { readonly report: Report };

/** The results of one order; null: none yet. */
export function orderResults(transaction: Transaction, order: Order): ResultsBody | null {
  return resultsBody(transaction, [order]);
}

/** The results of all orders together, a redraw's after those of the first order; null: none yet. */
export function combinedResults(transaction: Transaction): ResultsBody | null {
  return resultsBody(transaction, transaction.orders);
}

function resultsBody(transaction: Transaction, orders: readonly Order[]): ResultsBody | null {
  const reported = orders.filter(hasResults);
  const newest = reported.at(-1);
  if (!newest) return null;
  const readings = reported.flatMap(({ report }) => report.readings);
  return {
    metadata: metadata(newest, interpretationOf(readings)),
    results: reported.flatMap(({ id, report }) =>
      report.readings.map((reading) => biomarkerBody(reading, report, sampleIdFor(id))),
    ),
    missing_results: missingResults(reported, readings),
    sample_information: Object.fromEntries(
      reported.map((order) => [sampleIdFor(order.id), sample(order)]),
    ),
    order_transaction: transactionBlock(transaction),
  };
}

function hasResults(order: Order): order is ReportedOrder {
  return order.report !== null && !isCancelled(order);
}

/** What no sample yielded; null where nothing is missing. Partial reports do not contain it yet. */
function missingResults(reported: readonly ReportedOrder[], readings: readonly Reading[]) {
  const found = new Set(readings.map(({ slug }) => slug));
  const missing = new Set(
    reported.flatMap(({ report }) => (report.status === 'final' ? report.missing : [])),
  );
  const bodies = [...missing].filter((slug) => !found.has(slug)).map(missingBiomarkerBody);
  return bodies.length > 0 ? bodies : null;
}

function metadata(
  { id, report }: ReportedOrder,
  interpretation: serialization.Interpretation.Raw,
): Required<serialization.LabResultsMetadata.Raw> {
  return {
    // Born on the first of January.
    age: String(Number(report.reportedAt.slice(0, 4)) - Number(PATIENT.dob.slice(0, 4))),
    dob: PATIENT.dob.slice(0, 10),
    'clia_#': '00D0000000',
    patient: `${PATIENT.first_name} ${PATIENT.last_name}`,
    provider: `${PHYSICIAN.first_name} ${PHYSICIAN.last_name}`,
    laboratory: LABORATORY.name,
    date_reported: dayOf(report.reportedAt),
    date_collected: dayOf(report.collectedAt),
    specimen_number: sampleIdFor(id),
    date_received: dayOf(report.collectedAt),
    status: report.status,
    interpretation,
    patient_id: null,
    account_id: null,
  };
}

function sample({ id, report }: ReportedOrder): serialization.SampleData.Raw {
  return {
    sample_id: sampleIdFor(id),
    control_number: sampleIdFor(id),
    date_collected: { timestamp: report.collectedAt, timezone_offset: 0 },
    date_received: { timestamp: report.collectedAt, timezone_offset: 0 },
    date_reported: { timestamp: report.reportedAt, timezone_offset: 0 },
    performing_laboratories: { TEST: PERFORMING_LABORATORY },
    clinical_information: { fasting: true },
  };
}

/** Junction's examples have days without a time here. */
function dayOf(time: string): string {
  return time.slice(0, '2026-03-06'.length);
}
