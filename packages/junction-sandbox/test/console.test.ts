import { bundleConsole } from '../../../test/support/bundle-console.js';
import { startReceiver } from './support/receiver.js';
import { API_KEY, SECRET, withSandbox } from './support/start.js';
import type { Sandbox } from '../src/sandbox.js';
import { request } from 'node:http';

interface Webhook {
  readonly id: string;
  readonly state: string;
  readonly attemptCount: number;
  readonly nextAttemptAt: string | null;
}

const JSON_BODY = { 'content-type': 'application/json' };

async function call(sandbox: Sandbox, method: string, path: string, body: object = {}) {
  return await fetch(`${sandbox.url}${path}`, {
    method,
    headers: JSON_BODY,
    body: JSON.stringify(body),
  });
}

async function webhooksOf(sandbox: Sandbox): Promise<Webhook[]> {
  return (await (await fetch(`${sandbox.url}/_sandbox/webhooks`)).json()) as Webhook[];
}

async function eventually<T>(read: () => Promise<T>, isDone: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (isDone(value)) return value;
    await new Promise((next) => setTimeout(next, 20));
  }
}

/** `fetch` always sets `Host` itself. */
async function statusFor(url: string, method: string, headers: Record<string, string>) {
  return await new Promise<number | undefined>((resolve, reject) => {
    const sent = request(url, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.once('error', reject).end(method === 'GET' ? undefined : '{}');
  });
}

beforeAll(() => bundleConsole('packages/junction-sandbox/console'));

describe('the console of the sandbox', () => {
  it('is a page of static files that loads nothing from elsewhere and needs no key', async () => {
    await withSandbox({}, async (sandbox) => {
      const page = await fetch(sandbox.url);
      const html = await page.text();
      expect(page.headers.get('content-security-policy')).toMatch(
        /^default-src 'none'; script-src 'self'; style-src 'self'/,
      );
      expect(html).not.toMatch(
        /\son[a-z]+=|style=|<script(?! type="module" crossorigin src="\/)|https?:/,
      );
      const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => file ?? '');
      expect(files).toEqual(['/console/index.js', '/console/index.css']);
      for (const file of files) expect((await fetch(`${sandbox.url}${file}`)).status).toBe(200);
      expect((await fetch(`${sandbox.url}/console/../package.json`)).status).toBe(401);
    });
  });

  it.each([
    ['a foreign Host', 'GET', '/_sandbox/state', { host: 'evil.example' }, 403],
    ['a foreign Host', 'GET', '/', { host: 'evil.example:4010' }, 403],
    [
      'a Host that only begins like this machine',
      'GET',
      '/',
      { host: '127.0.0.1.evil.example' },
      403,
    ],
    [
      'a foreign Origin',
      'POST',
      '/_sandbox/journeys/redraw',
      { ...JSON_BODY, origin: 'https://evil.example' },
      403,
    ],
    [
      'the Origin of a sandboxed frame',
      'PUT',
      '/_sandbox/hold',
      { ...JSON_BODY, origin: 'null' },
      403,
    ],
    [
      'the body of a form',
      'POST',
      '/_sandbox/journeys/redraw',
      { 'content-type': 'text/plain' },
      415,
    ],
    ['no type of body', 'POST', '/_sandbox/secret', {}, 415],
    ['its own Origin', 'GET', '/_sandbox/state', { origin: 'http://localhost:4010' }, 200],
  ])('answers a request with %s (%s %s)', async (_, method, path, headers, status) => {
    await withSandbox({}, async (sandbox) => {
      expect(await statusFor(`${sandbox.url}${path}`, method, headers)).toBe(status);
      expect(sandbox.transactions()).toEqual([]);
    });
  });

  it('shows what was sent, with payload, headers and the response, and sends it again under the same id', async () => {
    const receiver = await startReceiver(SECRET);
    await withSandbox({ webhookUrl: receiver.url }, async (sandbox) => {
      const { transactionId, orderIds, delivered } = sandbox.playJourney('initial-cancelled');
      await delivered;
      const [newest] = await webhooksOf(sandbox);
      expect(newest).toMatchObject({ status: 'cancelled', state: 'delivered', httpStatus: 200 });
      expect(newest).toMatchObject({ transactionId, orderId: orderIds[0] });

      expect((await call(sandbox, 'POST', `/_sandbox/webhooks/${newest?.id}/send`)).status).toBe(
        202,
      );
      await eventually(
        () => webhooksOf(sandbox),
        ([first]) => first?.attemptCount === 2,
      );

      expect(receiver.deliveries.at(-1)).toMatchObject({ messageId: newest?.id, verified: true });
      const shown = await fetch(`${sandbox.url}/_sandbox/webhooks/${newest?.id}`);
      expect(await shown.json()).toMatchObject({
        payload: { event_type: 'labtest.order.updated' },
        attempts: [{ headers: { 'svix-id': newest?.id }, httpStatus: 200 }, { httpStatus: 200 }],
      });
    });
    await receiver.close();
  });

  it('retries no more once a webhook that was sent again is delivered', async () => {
    let isAway = true;
    const receiver = await startReceiver(SECRET, () => (isAway ? 503 : 200));
    // The retry is due after one second.
    await withSandbox({ webhookUrl: receiver.url, timeScale: 0.2 }, async (sandbox) => {
      const play = sandbox.playJourney('initial-cancelled', { burst: true });
      const failed = await eventually(
        () => webhooksOf(sandbox),
        (webhooks) => webhooks.every(({ state }) => state === 'retrying'),
      );
      isAway = false;
      for (const { id } of failed) await call(sandbox, 'POST', `/_sandbox/webhooks/${id}/send`);

      expect(await play.delivered).toBe(true);
      await new Promise((next) => setTimeout(next, 1_200));
      expect(receiver.deliveries).toHaveLength(4);
      expect(await webhooksOf(sandbox)).toMatchObject([
        { state: 'delivered', attemptCount: 2, nextAttemptAt: null },
        { state: 'delivered', attemptCount: 2, nextAttemptAt: null },
      ]);
    });
    await receiver.close();
  });

  it('has one pending retry of a webhook that was sent again and failed', async () => {
    const receiver = await startReceiver(SECRET, () => 503);
    // The first retry is due after one second, the second one after a minute.
    await withSandbox({ webhookUrl: receiver.url, timeScale: 0.2 }, async (sandbox) => {
      sandbox.playJourney('initial-cancelled', { burst: true });
      const failed = await eventually(
        () => webhooksOf(sandbox),
        (webhooks) => webhooks.every(({ state }) => state === 'retrying'),
      );
      for (const { id } of failed) await call(sandbox, 'POST', `/_sandbox/webhooks/${id}/send`);

      const sentAgain = await eventually(
        () => webhooksOf(sandbox),
        (webhooks) => webhooks.every(({ attemptCount }) => attemptCount === 2),
      );
      expect(sentAgain).toMatchObject(
        failed.map(({ nextAttemptAt }) => ({ state: 'retrying', nextAttemptAt })),
      );
      await new Promise((next) => setTimeout(next, 1_500));
      expect(receiver.deliveries).toHaveLength(6);
    });
    await receiver.close();
  });

  it('holds webhooks back, and releases them one by one or all together', async () => {
    const receiver = await startReceiver(SECRET);
    await withSandbox({ webhookUrl: receiver.url }, async (sandbox) => {
      await call(sandbox, 'PUT', '/_sandbox/hold', { held: true });
      const play = sandbox.playJourney('initial-cancelled', { burst: true });
      const held = await webhooksOf(sandbox);
      expect(held.map(({ state }) => state)).toEqual(['held', 'held']);
      expect(receiver.deliveries).toEqual([]);

      await call(sandbox, 'POST', `/_sandbox/webhooks/${held[1]?.id}/release`);
      await eventually(
        () => webhooksOf(sandbox),
        ([, first]) => first?.state === 'delivered',
      );
      expect(receiver.deliveries).toHaveLength(1);

      await call(sandbox, 'PUT', '/_sandbox/hold', { held: false });
      expect(await play.delivered).toBe(true);
      expect(
        (await call(sandbox, 'POST', `/_sandbox/webhooks/${held[0]?.id}/release`)).status,
      ).toBe(409);
    });
    await receiver.close();
  });

  it('stops while webhooks are held back and a page listens', async () => {
    await withSandbox({}, async (sandbox) => {
      await call(sandbox, 'PUT', '/_sandbox/hold', { held: true });
      sandbox.playJourney('redraw');
      const changes = await fetch(`${sandbox.url}/_sandbox/changes`);
      const first = await changes.body?.getReader().read();
      expect(Buffer.from(first?.value ?? []).toString()).toBe('event: change\ndata: {}\n\n');
    });
  });

  it('signs the first attempt with a wrong secret as a fault', async () => {
    const receiver = await startReceiver(SECRET, ({ verified }) => (verified ? 200 : 401));
    await withSandbox({ webhookUrl: receiver.url, timeScale: 0.001 }, async (sandbox) => {
      const play = sandbox.playJourney('initial-cancelled', { wrongSecret: 1 });
      expect(await play.delivered).toBe(true);
      expect(receiver.deliveries.map(({ verified }) => verified).sort()).toEqual([
        false,
        true,
        true,
      ]);
    });
    await receiver.close();
  });

  it('reports the state that the controls show', async () => {
    await withSandbox({}, async (sandbox) => {
      const fault = { path: '/result', times: 2, status: 503, delayMs: 0, truncate: false };
      await call(sandbox, 'PUT', '/_sandbox/fault', fault);
      const state = await fetch(`${sandbox.url}/_sandbox/state`);
      expect(await state.json()).toMatchObject({
        apiKey: API_KEY,
        secret: SECRET,
        held: false,
        fault,
      });
    });
  });
});
