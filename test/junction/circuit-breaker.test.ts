import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { json, silence } from './upstream-server.js';
import { DOWN, millisecondsOf, OK, useCalls } from './use-calls.js';

const { junction, connect, ask, outcomesOf } = useCalls();

describe('when Junction is down', () => {
  const limits = { failuresUntilDown: 3, downMs: 1_000, deadlineMs: 4_000, retries: 0 };

  async function takeDown(): Promise<void> {
    junction.answerWith(DOWN);
    await outcomesOf(3);
    expect(junction.requests).toHaveLength(3);
  }

  it('rejects calls at once and makes no requests', async () => {
    connect(limits);
    await takeDown();
    expect(await outcomesOf(20)).toEqual(Array(20).fill('UPSTREAM_UNAVAILABLE'));
    expect(junction.requests).toHaveLength(3);
  });

  it('lets one call probe after a pause, and all calls through after its success', async () => {
    connect(limits);
    await takeDown();
    await sleep(limits.downMs + 20);
    junction.answerWith(OK);
    expect(await outcomesOf(1)).toEqual(['OK']);
    expect(await outcomesOf(10)).toEqual(Array(10).fill('OK'));
  });

  it('rejects all other calls at once while a probe is running', async () => {
    connect(limits);
    await takeDown();
    await sleep(limits.downMs + 20);
    junction.answerWith(silence);
    const probe = ask();
    expect(await millisecondsOf(outcomesOf(20))).toBeLessThan(500);
    await expect(probe).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(junction.requests).toHaveLength(3 + 1);
  });

  it('rejects calls for a further pause after two probes for different resources failed', async () => {
    connect(limits);
    await takeDown();
    await sleep(limits.downMs + 20);
    for (let call = 0; call < 10; call++) await outcomesOf(1);
    expect(junction.requests).toHaveLength(3 + 2);
  });

  it('recovers although every first probe is for a resource that keeps failing', async () => {
    connect(limits);
    await takeDown();
    await sleep(limits.downMs + 20);
    const bad = randomUUID();
    junction.answerWith((request, response) =>
      (request.url?.includes(bad) === true ? DOWN : OK)(request, response),
    );
    await ask(bad).catch(() => undefined);
    expect(await outcomesOf(5)).toContain('OK');
    expect(await outcomesOf(5)).toEqual(Array(5).fill('OK'));
  });

  it('opens the breaker after calls that time out', async () => {
    connect({ ...limits, deadlineMs: 100 });
    junction.answerWith(silence);
    await outcomesOf(3);
    expect(await outcomesOf(1)).toEqual(['UPSTREAM_UNAVAILABLE']);
    expect(junction.requests).toHaveLength(3);
  });

  it('opens the breaker when no connection can be opened, even for one resource', async () => {
    connect(limits);
    const id = randomUUID();
    await junction.close();
    for (let call = 0; call < 4; call++) await ask(id).catch(() => undefined);
    await expect(ask(id)).rejects.toMatchObject({ reason: 'circuit breaker open' });
  });

  it('reports the error of an attempt after which the breaker opened, not that it is open', async () => {
    connect({ ...limits, failuresUntilDown: 1, retries: 2, firstPauseMs: 1 });
    junction.answerWith(DOWN);
    await expect(ask()).rejects.toMatchObject({ reason: 'status 503' });
    expect(junction.requests).toHaveLength(1);
  });

  it('recovers after the pause although the wall clock was set back', async () => {
    connect(limits);
    await takeDown();
    const anHourAgo = Date.now() - 3_600_000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(anHourAgo);
    try {
      await sleep(limits.downMs + 20);
      junction.answerWith(OK);
      expect(await outcomesOf(1)).toEqual(['OK']);
    } finally {
      clock.mockRestore();
    }
  });
});

describe('the circuit breaker', () => {
  it.each([404, 422, 401])('stays closed after responses with status %i', async (status) => {
    connect({ failuresUntilDown: 2 });
    junction.answerWith(json(status, {}));
    await outcomesOf(10);
    junction.answerWith(OK);
    expect(await outcomesOf(1)).toEqual(['OK']);
  });

  it.each<[string, RequestListener]>([
    ['status 500', json(500, {})],
    ['a hanging response', silence],
    ['a broken connection', (request) => request.socket.destroy()],
  ])('stays closed while one resource always fails with %s', async (_, listener) => {
    connect({ failuresUntilDown: 2, deadlineMs: 200, firstPauseMs: 1 });
    const bad = randomUUID();
    junction.answerWith((request, response) =>
      (request.url?.includes(bad) === true ? listener : OK)(request, response),
    );
    for (let call = 0; call < 5; call++) {
      await expect(ask(bad)).rejects.not.toMatchObject({
        reason: 'circuit breaker open',
      });
    }
    expect(await outcomesOf(1)).toEqual(['OK']);
  });

  it('stays closed while more calls are made than can begin before the deadline', async () => {
    connect({ failuresUntilDown: 1, concurrency: 1, deadlineMs: 1_000 });
    junction.answerWith(json(200, {}, { afterMs: 120 }));
    expect(await outcomesOf(20)).toContain('UPSTREAM_TIMEOUT');
    expect(await outcomesOf(1)).toEqual(['OK']);
  });
});
