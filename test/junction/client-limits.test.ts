import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CallLimits } from '../../src/junction/call-policy.js';
import {
  createJunctionClient,
  type FinishedCall,
  type JunctionClient,
} from '../../src/junction/client.js';
import { inTurn, json, silence } from './upstream-server.js';
import { useUpstream } from './use-junction.js';

const OK = json(200, { results: [] });
const DOWN = json(503, {});

const junction = useUpstream({ lifetime: 'TEST' });
let client: JunctionClient;
let finished: FinishedCall[];

beforeEach(() => {
  finished = [];
});

afterEach(async () => {
  await client.close();
});

function connect(limits: Partial<CallLimits>): void {
  client = createJunctionClient({
    baseUrl: junction.baseUrl,
    apiKey: 'sk_us_test',
    limits,
    onCall: (call) => finished.push(call),
  });
}

/** Requests the results of any order. */
function ask(): Promise<unknown> {
  return client.orderResults(randomUUID());
}

function askInBackground(): Promise<unknown> {
  return client.orderResults(randomUUID(), undefined, { inBackground: true });
}

/** Requests several orders at once and returns the outcome of each call. */
async function outcomesOf(calls: number): Promise<string[]> {
  const settled = await Promise.allSettled(Array.from({ length: calls }, ask));
  return settled.map((call) =>
    call.status === 'fulfilled' ? 'OK' : (call.reason as { code: string }).code,
  );
}

async function millisecondsOf(work: Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work.catch(() => undefined);
  return performance.now() - startedAt;
}

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
    const waiting = callers.map(({ signal }) => client.orderResults(randomUUID(), signal));
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
    const running = client.orderResults(randomUUID(), caller.signal);
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
    const call = client.orderResults(randomUUID(), caller.signal);
    await sleep(100);
    caller.abort();
    await expect(call).rejects.toMatchObject({ reason: 'the caller has gone' });
    await sleep(400);
    expect(junction.requests).toHaveLength(1);
  });
});

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
    await client.orderResults(bad).catch(() => undefined);
    expect(await outcomesOf(5)).toContain('OK');
    expect(await outcomesOf(5)).toEqual(Array(5).fill('OK'));
  });

  it('notices it from calls that hang, too', async () => {
    connect({ ...limits, deadlineMs: 100 });
    junction.answerWith(silence);
    await outcomesOf(3);
    expect(await outcomesOf(1)).toEqual(['UPSTREAM_UNAVAILABLE']);
    expect(junction.requests).toHaveLength(3);
  });

  it('notices a connection that cannot be opened, whatever was requested', async () => {
    connect(limits);
    const id = randomUUID();
    await junction.close();
    for (let call = 0; call < 4; call++) await client.orderResults(id).catch(() => undefined);
    await expect(client.orderResults(id)).rejects.toMatchObject({ reason: 'counts as down' });
  });

  it('reports what failed first when it notices that between two attempts', async () => {
    connect({ ...limits, failuresUntilDown: 1, retries: 2, firstPauseMs: 1 });
    junction.answerWith(DOWN);
    await expect(ask()).rejects.toMatchObject({ reason: 'status 503' });
    expect(junction.requests).toHaveLength(1);
  });

  it('does not make the probe with a call that nobody waits for', async () => {
    connect(limits);
    await takeDown();
    await sleep(limits.downMs + 20);
    junction.answerWith(OK);
    await expect(askInBackground()).rejects.toMatchObject({ reason: 'counts as down' });
    expect(await outcomesOf(1)).toEqual(['OK']);
    await expect(askInBackground()).resolves.toEqual({ results: [] });
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
      await expect(client.orderResults(bad)).rejects.not.toMatchObject({
        reason: 'counts as down',
      });
    }
    expect(await outcomesOf(1)).toEqual(['OK']);
  });

  it('stays closed after any number of failed calls that nobody waited for', async () => {
    connect({ failuresUntilDown: 2, retries: 0 });
    junction.answerWith(DOWN);
    for (let call = 0; call < 10; call++) await askInBackground().catch(() => undefined);
    junction.answerWith(OK);
    expect(await outcomesOf(1)).toEqual(['OK']);
    expect(junction.requests).toHaveLength(10 + 1);
  });

  it('stays closed while more calls are made than can begin before the deadline', async () => {
    connect({ failuresUntilDown: 1, concurrency: 1, deadlineMs: 1_000 });
    junction.answerWith(json(200, {}, { afterMs: 120 }));
    expect(await outcomesOf(20)).toContain('UPSTREAM_TIMEOUT');
    expect(await outcomesOf(1)).toEqual(['OK']);
  });
});

it('reports every call to the listener once it has ended', async () => {
  connect({});
  junction.answerWith(inTurn(OK, json(404, {}), json(422, {})));
  for (let call = 0; call < 3; call++) await outcomesOf(1);
  expect(finished.map((call) => call.outcome)).toEqual(['FOUND', 'NOT_FOUND', 'UPSTREAM_REJECTED']);
});
