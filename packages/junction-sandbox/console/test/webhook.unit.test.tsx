import type { WebhookState } from '../src/types.js';
import { adviceOf, badgeOf, isShown, outcomeOf } from '../src/webhooks/webhook.js';
import { webhookOf } from './support/webhooks.js';

const STATES: readonly WebhookState[] = ['held', 'sending', 'retrying', 'delivered', 'failed'];

describe('a webhook', () => {
  it('has a different text in each state, so that colour is not the only mark', () => {
    const texts = STATES.map((state) => badgeOf(webhookOf({ state })).text);
    expect(new Set(texts).size).toBe(STATES.length);
  });

  it.each([
    ['{"outcome":"DUPLICATE"}', 'DUPLICATE'],
    ['OK', null],
    ['{}', null],
    [null, null],
    ['null', null],
  ])('has the outcome of the answer %s', (answer, outcome) => {
    expect(outcomeOf(answer)).toBe(outcome);
  });

  it('is shown by its state', () => {
    const shown = (choice: Parameters<typeof isShown>[1]) =>
      STATES.filter((state) => isShown({ state }, choice));
    expect(shown('All')).toEqual(STATES);
    expect(shown('Waiting')).toEqual(['held', 'sending', 'retrying']);
    expect(shown('Not delivered')).toEqual(['retrying', 'failed']);
    expect(shown('Delivered')).toEqual(['delivered']);
  });
});

describe('the advice', () => {
  it.each([
    [null, /does not answer/],
    [401, /signing secret/],
    [404, /path/],
    [500, /answers 500/],
  ])('after the answer %s names the probable cause', (httpStatus, text) => {
    expect(adviceOf([webhookOf({ state: 'retrying', httpStatus })])).toMatch(text);
  });

  it('is absent when the newest attempt succeeded', () => {
    const unsent = webhookOf({ state: 'held', attemptCount: 0 });
    const failed = webhookOf({ state: 'failed', httpStatus: 500 });
    expect(adviceOf([unsent, webhookOf(), failed])).toBeNull();
    expect(adviceOf([])).toBeNull();
  });
});
