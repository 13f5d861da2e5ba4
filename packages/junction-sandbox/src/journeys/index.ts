import { Chance } from '../chance.js';
import { OTHER_JOURNEYS } from './elsewhere.js';
import type { Journey } from './journey.js';
import { randomJourney } from './random.js';
import { WALK_IN_JOURNEYS } from './walk-in.js';

/** Journeys that are the same for every seed. */
export const JOURNEYS = { ...WALK_IN_JOURNEYS, ...OTHER_JOURNEYS } as const;

/** `random` differs for each seed. */
export type JourneyName = keyof typeof JOURNEYS | 'random';

export const JOURNEY_NAMES: readonly JourneyName[] = [
  ...(Object.keys(JOURNEYS) as (keyof typeof JOURNEYS)[]),
  'random',
];

export function isJourneyName(name: string): name is JourneyName {
  return (JOURNEY_NAMES as readonly string[]).includes(name);
}

/** @param seed determines the steps of a random journey */
export function journeyOf(name: JourneyName, seed: number): Journey {
  return name === 'random' ? randomJourney(new Chance(seed)) : JOURNEYS[name];
}
