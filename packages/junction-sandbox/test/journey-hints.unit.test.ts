import { JOURNEY_HINTS } from '../console/src/controls/journeys.js';
import { JOURNEY_NAMES } from '../src/journeys/index.js';

it('explains each journey on its button', () => {
  expect(Object.keys(JOURNEY_HINTS).sort()).toEqual([...JOURNEY_NAMES].sort());
});
