import type { Instant } from '../../junction/instant.js';
import type { LabResults, PerformingLaboratory, SampleInformation } from '../model.js';
import { momentFields, type Moment } from '../read-moment.js';

type AddedToSamples = 'collectedAtOffset' | 'receivedAtOffset' | 'reportedAtOffset';

interface SecondShapeSample extends Omit<
  SampleInformation,
  AddedToSamples | 'performingLaboratories'
> {
  readonly performingLaboratories: readonly Omit<PerformingLaboratory, 'address'>[];
}

/** The shape of results before samples had the offsets of their times and laboratories their addresses. */
export interface SecondShape extends Omit<LabResults, 'samples'> {
  readonly samples: readonly SecondShapeSample[];
}

export function fromSecondShape(stored: SecondShape): LabResults {
  const samples = stored.samples.map((sample) => ({
    ...sample,
    collectedAtOffset: null,
    receivedAtOffset: null,
    reportedAtOffset: null,
    performingLaboratories: sample.performingLaboratories.map((it) => ({ ...it, address: null })),
  }));
  return { ...stored, samples };
}

interface Times {
  readonly collectedAt: Instant | null;
  readonly receivedAt: Instant | null;
  readonly reportedAt: Instant | null;
}

type Days = 'collectedOn' | 'receivedOn' | 'reportedOn';
type WithoutDays<T> = Omit<T, Days | 'samples'> & Times;

/** The shape of results in the first releases: a day without a time is its midnight in UTC. */
export interface FirstShape extends WithoutDays<SecondShape> {
  readonly samples: readonly WithoutDays<SecondShapeSample>[];
}

export function fromFirstShape(stored: FirstShape): LabResults {
  return fromSecondShape({ ...withDays(stored), samples: stored.samples.map(withDays) });
}

function withDays<T extends Times>(stored: T) {
  return {
    ...stored,
    ...momentFields(
      momentOf(stored.collectedAt),
      momentOf(stored.receivedAt),
      momentOf(stored.reportedAt),
    ),
  };
}

/** Converts midnight to a day: nearly every midnight was one, as in all of Junction's examples. */
function momentOf(time: Instant | null): Moment {
  if (time === null) return { on: null, at: null };
  return { on: time.slice(0, 10), at: time.endsWith('T00:00:00.000000Z') ? null : time };
}
