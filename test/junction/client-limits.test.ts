import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { inTurn, json, silence } from './upstream-server.js';
import { DOWN, millisecondsOf, OK, useCalls } from './use-calls.js';

const { junction, finished, connect, ask, outcomesOf } = useCalls();

describe('the deadline', () => {
  it.each<[string, RequestListener]>([
    ['headers that never come', silence],
    ['a body that never ends', (_, response) => void drip(response)],
  ])('ends %s', async (_, listener) => {
    connect({ deadlineMs: 200 });
    junction.answerWith(listener);
    const call = ask();
    await expect(call).rejects.toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
    expect(finished[0]?.durationMs).toBeGreaterThan(190);
    expect(finished[0]?.durationMs).toBeLessThan(4_000);
  });

  it('includes the wait for a turn', async () => {
    connect({ deadlineMs: 1_000, concurrency: 1 });
    junction.answerWith(silence);
    const milliseconds = await millisecondsOf(outcomesOf(4));
    expect(finished.map((call) => call.outcome)).toEqual(Array(4).fill('UPSTREAM_TIMEOUT'));
    expect(milliseconds).toBeLessThan(4_000);
  });

  it('covers all attempts together', async () => {
    connect({ deadlineMs: 1_500 });
    junction.answerWith(json(503, {}, { afterMs: 1_400 }));
    expect(await millisecondsOf(ask())).toBeLessThan(4_200);
  });

  it('closes the connection', async () => {
    connect({ deadlineMs: 100 });
    const closed = new Promise((resolve) => {
      junction.answerWith((request) => request.socket.once('close', () => resolve('closed')));
    });
    await outcomesOf(1);
    await expect(closed).resolves.toBe('closed');
  });

  async function drip(response: Parameters<RequestListener>[1]): Promise<void> {
    response.writeHead(200, { 'content-type': 'application/json' });
    while (!response.destroyed) {
      response.write(' ');
      await sleep(20);
    }
  }
});

describe('a second attempt', () => {
  it('returns what the first did not', async () => {
    connect({});
    junction.answerWith(inTurn(DOWN, (request) => request.socket.destroy(), OK));
    await expect(ask()).resolves.toEqual({ results: [] });
    expect(junction.requests).toHaveLength(3);
  });

  it('waits as long as Junction requests', async () => {
    connect({});
    junction.answerWith(inTurn(json(429, {}, { headers: { 'retry-after': '1' } }), OK));
    expect(await millisecondsOf(ask())).toBeGreaterThan(990);
    expect(junction.requests).toHaveLength(2);
  });

  it('is not made when Junction requests a pause beyond the deadline', async () => {
    connect({ deadlineMs: 5_000 });
    junction.answerWith(json(429, {}, { headers: { 'retry-after': '6' } }));
    expect(await millisecondsOf(ask())).toBeLessThan(4_500);
    expect(finished[0]?.outcome).toBe('UPSTREAM_UNAVAILABLE');
    expect(junction.requests).toHaveLength(1);
  });
});

describe('the number of calls in progress', () => {
  it('stays within the limit, and every call gets its turn', async () => {
    connect({ concurrency: 16 });
    junction.answerWith(json(200, {}, { afterMs: 20 }));
    expect(await outcomesOf(50)).toEqual(Array(50).fill('OK'));
    expect(junction.peak).toBe(16);
  });

  it('does not delay the other calls when one hangs', async () => {
    connect({ concurrency: 2, deadlineMs: 3_000 });
    junction.answerWith(inTurn(silence, OK));
    const outcomes = await outcomesOf(20);
    expect(outcomes.filter((outcome) => outcome !== 'OK')).toEqual(['UPSTREAM_TIMEOUT']);
  });
});

describe('when the caller has disconnected', () => {
  it('makes no request for a call that waits for its turn', async () => {
    connect({ concurrency: 1 });
    const held = junction.holdNext();
    const first = ask();
    await held.arrived;
    const callers = Array.from({ length: 20 }, () => new AbortController());
    const waiting = callers.map(({ signal }) => ask(randomUUID(), signal));
    callers.forEach((caller) => caller.abort());
    await Promise.allSettled(waiting);
    held.answer(OK);
    await first;
    expect(await outcomesOf(1)).toEqual(['OK']);
    expect(junction.requests).toHaveLength(2);
    expect(finished.filter(({ outcome }) => outcome === 'ABANDONED')).toHaveLength(20);
  });

  it('ends a running request, which is no failure of Junction', async () => {
    connect({ failuresUntilDown: 1, deadlineMs: 400 });
    const held = junction.holdNext();
    const caller = new AbortController();
    const running = ask(randomUUID(), caller.signal);
    await held.arrived;
    await sleep(250);
    const closed = new Promise((resolve) => junction.requests[0]?.socket.once('close', resolve));
    caller.abort();
    await expect(running).rejects.toMatchObject({ reason: 'the caller has gone' });
    await closed;
    expect(await outcomesOf(1)).toEqual(['OK']);
  });

  it('makes no second attempt', async () => {
    connect({ firstPauseMs: 300 });
    junction.answerWith(DOWN);
    const caller = new AbortController();
    const call = ask(randomUUID(), caller.signal);
    await sleep(100);
    caller.abort();
    await expect(call).rejects.toMatchObject({ reason: 'the caller has gone' });
    await sleep(400);
    expect(junction.requests).toHaveLength(1);
  });
});

it('reports every call to the listener once it has ended', async () => {
  connect({});
  junction.answerWith(inTurn(OK, json(404, {}), json(422, {})));
  for (let call = 0; call < 3; call++) await outcomesOf(1);
  expect(finished.map((call) => call.outcome)).toEqual(['FOUND', 'NOT_FOUND', 'UPSTREAM_REJECTED']);
});
