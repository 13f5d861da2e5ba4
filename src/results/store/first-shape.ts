import type { Instant } from '../../junction/instant.js';
import type { LabResults, SampleInformation } from '../model.js';
import type { Moment } from '../read-moment.js';

interface Times {
  readonly collectedAt: Instant | null;
  readonly receivedAt: Instant | null;
  readonly reportedAt: Instant | null;
}

type Days = 'collectedOn' | 'receivedOn' | 'reportedOn';
type WithoutDays<T> = Omit<T, Days | 'samples'> & Times;

/** Results as the first releases stored them: a day without a time is its midnight in UTC. */
export interface FirstShape extends WithoutDays<LabResults> {
  readonly samples: readonly WithoutDays<SampleInformation>[];
}

export function fromFirstShape(stored: FirstShape): LabResults {
  return { ...withDays(stored), samples: stored.samples.map(withDays) };
}

function withDays<T extends Times>(stored: T) {
  const [collected, received, reported] = [
    momentOf(stored.collectedAt),
    momentOf(stored.receivedAt),
    momentOf(stored.reportedAt),
  ];
  return {
    ...stored,
    collectedOn: collected.on,
    collectedAt: collected.at,
    receivedOn: received.on,
    receivedAt: received.at,
    reportedOn: reported.on,
    reportedAt: reported.at,
  };
}

/** Nearly every midnight was a day: Junction's own examples have no other form. */
function momentOf(time: Instant | null): Moment {
  if (time === null) return { on: null, at: null };
  return { on: time.slice(0, 10), at: time.endsWith('T00:00:00.000000Z') ? null : time };
}
