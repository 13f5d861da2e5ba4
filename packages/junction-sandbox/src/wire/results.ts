import type { serialization } from '@junction-api/sdk';
import { instantOf, type Instant } from '../instant.js';
import { interpretationOf } from '../lab/interpretation-of.js';
import { PATIENT, PHYSICIAN } from '../lab/people.js';
import {
  isCancelled,
  type Order,
  type Reading,
  type Report,
  type Transaction,
} from '../lab/transaction.js';
import { sampleIdFor } from '../names.js';
import { biomarkerBody, missingBiomarkerBody } from './biomarkers.js';
import { LABORATORY } from './lab-test.js';
import { transactionBlock } from './transaction.js';

const HOURS_TO_LABORATORY = 4;
/** The unit of Phoenix. Junction does not document it. */
const OFFSET_SECONDS = -25_200;

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

/** The results of one order; null while there are none. */
export function orderResults(transaction: Transaction, order: Order): ResultsBody | null {
  return resultsBody(transaction, [order]);
}

/**
 * The results of all orders together, with a redraw's results after those of the first order; null while there are
 * none.
 */
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

/** The biomarkers that no sample yielded; null where none is missing. Partial reports do not contain them yet. */
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
    // The patient was born on the first of January, so the difference of the years is the age.
    age: String(Number(report.reportedAt.slice(0, 4)) - Number(PATIENT.dob.slice(0, 4))),
    dob: PATIENT.dob.slice(0, 10),
    'clia_#': '00D0000000',
    patient: `${PATIENT.first_name} ${PATIENT.last_name}`,
    provider: `${PHYSICIAN.first_name} ${PHYSICIAN.last_name}`,
    laboratory: LABORATORY.name,
    date_reported: dayOf(report.reportedAt),
    date_collected: dayOf(report.collectedAt),
    specimen_number: sampleIdFor(id),
    date_received: dayOf(receivedAt(report)),
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
    date_collected: withOffset(report.collectedAt),
    date_received: withOffset(receivedAt(report)),
    date_reported: withOffset(report.reportedAt),
    performing_laboratories: { TEST: PERFORMING_LABORATORY },
    clinical_information: { fasting: true, total_volume: '8.5 mL' },
  };
}

/** A few hours after the collection, but not after the report. */
function receivedAt({ collectedAt, reportedAt }: Report): Instant {
  const received = instantOf(new Date(Date.parse(collectedAt) + HOURS_TO_LABORATORY * 3_600_000));
  return received < reportedAt ? received : reportedAt;
}

function withOffset(timestamp: Instant) {
  return { timestamp, timezone_offset: OFFSET_SECONDS };
}

/** The local day: in Junction's examples, days have no time here. */
function dayOf(time: Instant): string {
  const local = new Date(Date.parse(time) + OFFSET_SECONDS * 1000);
  return local.toISOString().slice(0, '2026-03-06'.length);
}
