import { orderPhase, orderStatus } from '../../src/graphql/resolvers/order-status.js';

describe('the phase of an order', () => {
  it.each([
    ['received.testkit.ordered', 'RECEIVED'],
    ['collecting_sample.walk_in_test.redraw_available', 'COLLECTING_SAMPLE'],
    ['sample_with_lab.on_site_collection.draw_completed', 'SAMPLE_WITH_LAB'],
    ['completed.walk_in_test.corrected', 'COMPLETED'],
    ['cancelled.testkit.do_not_process', 'CANCELLED'],
    ['failed.testkit.lost', 'FAILED'],
    ['completed.walk_in_test.word_of_tomorrow', 'COMPLETED'],
  ])('follows from the first word: %s is %s', (words, phase) => {
    expect(orderPhase(words)).toBe(phase);
  });

  it.each([
    ['corrected', 'COMPLETED'],
    ['do_not_process', 'CANCELLED'],
    ['failure_to_deliver_to_lab', 'FAILED'],
    ['word_of_tomorrow.testkit.sample_error', 'FAILED'],
    ['draw_completed', 'UNKNOWN'],
    ['word_of_tomorrow.testkit.ordered', 'UNKNOWN'],
    ['', 'UNKNOWN'],
  ])('follows from the last word: "%s" is %s', (words, phase) => {
    expect(orderPhase(words)).toBe(phase);
  });
});

describe('the status of an order', () => {
  it.each([
    ['received.testkit.awaiting_registration', 'AWAITING_REGISTRATION'],
    ['redraw_available', 'REDRAW_AVAILABLE'],
    ['received.testkit.testkit_registered', 'UNKNOWN'],
    ['a.b.__proto__', 'UNKNOWN'],
    ['completed.', 'UNKNOWN'],
  ])('follows from the last word: "%s" is %s', (words, status) => {
    expect(orderStatus(words)).toBe(status);
  });
});
