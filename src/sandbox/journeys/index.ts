import type { Journey } from './journey.js';
import { OTHER_JOURNEYS } from './elsewhere.js';
import { WALK_IN_JOURNEYS } from './walk-in.js';

export type JourneyName = keyof typeof WALK_IN_JOURNEYS | keyof typeof OTHER_JOURNEYS;

/** Every journey that the sandbox can play, by name. */
export const JOURNEYS: Readonly<Record<JourneyName, Journey>> = {
  ...WALK_IN_JOURNEYS,
  ...OTHER_JOURNEYS,
};
