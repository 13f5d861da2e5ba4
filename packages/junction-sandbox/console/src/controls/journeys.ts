/** What happens in a journey, for its button. A journey without an entry has its name alone. */
export const JOURNEY_HINTS: Readonly<Record<string, string>> = {
  'happy-path': 'One order, complete results',
  'initial-cancelled': 'Cancelled before the sample is taken',
  redraw: 'The lab spoils part of the sample; the redraw completes the results',
  'redraw-still-missing': 'A part is missing after the redraw too',
  'redraw-cancelled': 'The patient does not return',
  'both-cancelled': 'Both orders are cancelled',
  corrected: 'The lab corrects a result',
  recreation: 'Results of a cancelled order: Junction recreates it',
  'test-kit': 'A kit by mail',
  'at-home': 'A phlebotomist visits; the appointment moves once',
  'on-site': 'The sample is taken on site',
  random: 'A different path for each seed',
};
