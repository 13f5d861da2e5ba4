import { playThrough } from '../src/journeys/play-through.js';
import { IN_ORDER } from '../src/manner.js';
import { planOf } from '../src/plan.js';

const frames = playThrough('redraw', {
  seed: 7,
  clientUserId: 'test-patient',
  startedAt: new Date('2026-03-02T09:00:00Z'),
});
const TWO_TWICE = { ...IN_ORDER, seed: 7, duplicates: 2 };

function idsOf(plan: ReturnType<typeof planOf>): string[] {
  return plan.flatMap(({ sendings }) => sendings.map(({ message }) => message.id));
}

describe('the plan of a journey', () => {
  it('takes step after step, and repeats a webhook at once', () => {
    const plan = planOf(frames, TWO_TWICE);
    const ids = idsOf(plan);

    expect(plan.map(({ transaction }) => transaction)).toEqual(
      frames.map(({ transaction }) => transaction),
    );
    expect(ids.filter((id, index) => id === ids[index - 1])).toHaveLength(2);
    expect(new Set(ids).size).toBe(ids.length - 2);
  });

  it('has one scene when shuffled: the end, with the same webhooks in another order', () => {
    const plan = planOf(frames, { ...TWO_TWICE, shuffle: true });
    const inOrder = idsOf(planOf(frames, TWO_TWICE));

    expect(plan.map(({ transaction }) => transaction)).toEqual([frames.at(-1)?.transaction]);
    expect(idsOf(plan)).not.toEqual(inOrder);
    expect(idsOf(plan).sort()).toEqual([...inOrder].sort());
  });

  it('leaves out the webhooks that are lost, and takes their steps all the same', () => {
    const plan = planOf(frames, { ...IN_ORDER, seed: 7, lost: 0.5 });
    const all = idsOf(planOf(frames, { ...IN_ORDER, seed: 7 }));

    expect(idsOf(plan).length).toBeGreaterThan(0);
    expect(idsOf(plan).length).toBeLessThan(all.length);
    expect(all).toEqual(expect.arrayContaining(idsOf(plan)));
    expect(plan.map(({ transaction }) => transaction)).toEqual(
      frames.map(({ transaction }) => transaction),
    );
  });

  it('has one scene in a burst, with the webhooks in the order of the steps', () => {
    const plan = planOf(frames, { ...IN_ORDER, seed: 7, burst: true });

    expect(plan.map(({ transaction }) => transaction)).toEqual([frames.at(-1)?.transaction]);
    expect(idsOf(plan)).toEqual(idsOf(planOf(frames, { ...IN_ORDER, seed: 7 })));
  });

  it('holds each webhook back by a time of its own, and breaks off as many as asked', () => {
    const plan = planOf(frames, { ...IN_ORDER, seed: 7, delay: 500, truncated: 3 });
    const sendings = plan.flatMap((scene) => scene.sendings);
    const times = sendings.map(({ heldBack }) => heldBack);

    expect(new Set(times).size).toBeGreaterThan(5);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...times)).toBeLessThanOrEqual(500);
    expect(sendings.filter(({ truncated }) => truncated)).toHaveLength(3);
  });

  it('is the same for the same seed, and another for another', () => {
    const shuffled = { ...TWO_TWICE, shuffle: true };

    expect(planOf(frames, shuffled)).toEqual(planOf(frames, shuffled));
    expect(idsOf(planOf(frames, { ...shuffled, seed: 8 }))).not.toEqual(
      idsOf(planOf(frames, shuffled)),
    );
  });
});
