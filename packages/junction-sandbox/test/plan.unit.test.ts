import { playThrough } from '../src/journeys/play-through.js';
import { IN_ORDER } from '../src/delivery-options.js';
import { planOf } from '../src/plan.js';

const steps = playThrough('redraw', {
  seed: 7,
  clientUserId: 'test-patient',
  startedAt: new Date('2026-03-02T09:00:00Z'),
});
const TWO_TWICE = { ...IN_ORDER, seed: 7, duplicates: 2 };

function idsOf(plan: ReturnType<typeof planOf>): string[] {
  return plan.flatMap(({ deliveries }) => deliveries.map(({ message }) => message.id));
}

describe('the plan of a journey', () => {
  it('takes step after step, and repeats a webhook at once', () => {
    const plan = planOf(steps, TWO_TWICE);
    const ids = idsOf(plan);

    expect(plan.map(({ transaction }) => transaction)).toEqual(
      steps.map(({ transaction }) => transaction),
    );
    expect(ids.filter((id, index) => id === ids[index - 1])).toHaveLength(2);
    expect(new Set(ids).size).toBe(ids.length - 2);
  });

  it('has one batch when shuffled: the end, with the same webhooks in another order', () => {
    const plan = planOf(steps, { ...TWO_TWICE, shuffle: true });
    const inOrder = idsOf(planOf(steps, TWO_TWICE));

    expect(plan.map(({ transaction }) => transaction)).toEqual([steps.at(-1)?.transaction]);
    expect(idsOf(plan)).not.toEqual(inOrder);
    expect(idsOf(plan).sort()).toEqual([...inOrder].sort());
  });

  it('omits the webhooks that are lost, and runs their steps all the same', () => {
    const plan = planOf(steps, { ...IN_ORDER, seed: 7, lost: 0.5 });
    const all = idsOf(planOf(steps, { ...IN_ORDER, seed: 7 }));

    expect(idsOf(plan).length).toBeGreaterThan(0);
    expect(idsOf(plan).length).toBeLessThan(all.length);
    expect(all).toEqual(expect.arrayContaining(idsOf(plan)));
    expect(plan.map(({ transaction }) => transaction)).toEqual(
      steps.map(({ transaction }) => transaction),
    );
  });

  it('has one batch in a burst, with the webhooks in the order of the steps', () => {
    const plan = planOf(steps, { ...IN_ORDER, seed: 7, burst: true });

    expect(plan.map(({ transaction }) => transaction)).toEqual([steps.at(-1)?.transaction]);
    expect(idsOf(plan)).toEqual(idsOf(planOf(steps, { ...IN_ORDER, seed: 7 })));
  });

  it('delays each webhook by a time of its own, and breaks off as many as requested', () => {
    const plan = planOf(steps, { ...IN_ORDER, seed: 7, delay: 500, truncated: 3 });
    const deliveries = plan.flatMap((batch) => batch.deliveries);
    const times = deliveries.map(({ heldBack }) => heldBack);

    expect(new Set(times).size).toBeGreaterThan(5);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...times)).toBeLessThanOrEqual(500);
    expect(deliveries.filter(({ truncated }) => truncated)).toHaveLength(3);
  });

  it('is the same for the same seed, and different for another', () => {
    const shuffled = { ...TWO_TWICE, shuffle: true };

    expect(planOf(steps, shuffled)).toEqual(planOf(steps, shuffled));
    expect(idsOf(planOf(steps, { ...shuffled, seed: 8 }))).not.toEqual(
      idsOf(planOf(steps, shuffled)),
    );
  });
});
