import { badgeOf, faultOf, modeOf, outcomeOf, playOptionsOf } from '../console/format.js';

describe('the console', () => {
  it('turns its form into the options that differ from the defaults', () => {
    const form = new FormData();
    expect(playOptionsOf(form)).toEqual({});
    for (const [name, value] of Object.entries({
      shuffle: 'on',
      duplicates: '2',
      truncated: '0',
      lost: '25',
      seed: '0',
      clientUserId: ' patient ',
    }))
      form.set(name, value);
    expect(playOptionsOf(form)).toEqual({
      shuffle: true,
      duplicates: 2,
      lost: 0.25,
      seed: 0,
      clientUserId: 'patient',
    });
  });

  it.each(['normal', 'slow', 'failing', 'down'])(
    'recognizes the fault of its choice %s',
    (mode) => {
      const fault = faultOf(mode);
      expect(modeOf(fault && { delayMs: 0, ...fault })).toBe(mode);
    },
  );

  it('shows the state of a webhook in words, not by colour alone', () => {
    const webhook = { httpStatus: 200, attemptCount: 1 };
    const states = ['held', 'sending', 'retrying', 'delivered', 'failed'];
    const texts = states.map((state) => badgeOf({ ...webhook, state }).text);
    expect(new Set(texts).size).toBe(states.length);
  });

  it.each([
    ['{"outcome":"DUPLICATE"}', 'DUPLICATE'],
    ['OK', null],
    ['{}', null],
    [null, null],
    ['null', null],
  ])('reads the outcome of the answer %s', (answer, outcome) => {
    expect(outcomeOf(answer)).toBe(outcome);
  });
});
