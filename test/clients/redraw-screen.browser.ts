import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { WEBHOOK_SECRET } from '../../src/service/local-junction.js';
import { appointmentBody, webhook } from '../orders/support/supplement-facts.js';
import { collectPageErrors, launchBrowser, overflowOf } from '../support/browser.js';
import { post, signedDelivery } from '../support/deliveries.js';
import { freePort, startProcess, type ServiceProcess } from '../support/process.js';
import { callJunction } from './support/call-junction.js';
import { initialWebhooks } from './support/initial-webhooks.js';
import { NEW_ORDER } from './support/new-order.js';

const SERVER = path.join(__dirname, '../../examples/client/redraw/serve.ts');
const PHONE = { width: 375, height: 812 };
const SLOW = 90_000;

let folder: string;
let service: ServiceProcess;
let screenServer: ServiceProcess;
let sandboxUrl: string;
let graphUrl: string;
let screenUrl: string;
let browser: Browser;
let page: Page;
/** The errors that the browser reported. */
let pageErrors: string[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'order-transactions-screen-'));
  const [PORT, SANDBOX_PORT, SCREEN_PORT] = [
    String(await freePort()),
    String(await freePort()),
    String(await freePort()),
  ];
  graphUrl = `http://127.0.0.1:${PORT}/graphql`;
  sandboxUrl = `http://127.0.0.1:${SANDBOX_PORT}`;
  screenUrl = `http://127.0.0.1:${SCREEN_PORT}/`;
  service = startProcess(folder, { PORT, SANDBOX_PORT });
  await service.printed(/The redraw is completed/);
  screenServer = startProcess(folder, { GRAPH_URL: graphUrl, SCREEN_PORT }, [
    '--import',
    require.resolve('tsx'),
    SERVER,
  ]);
  await screenServer.printed(/The redraw screen is at/);
  browser = await launchBrowser();
}, SLOW);

beforeEach(async () => {
  page = await browser.newPage({ viewport: PHONE, locale: 'en-US' });
  pageErrors = collectPageErrors(page);
});
afterEach(async () => {
  await page.close();
  expect(pageErrors).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  screenServer.child.kill('SIGINT');
  service.child.kill('SIGINT');
  await Promise.all([screenServer.exited, service.exited]);
  await rm(folder, { recursive: true, force: true });
});

/** A call to the local Junction. */
const junction = <Body>(resource: string, method: string, body?: object) =>
  callJunction<Body>(`${sandboxUrl}${resource}`, method, body);

interface PlacedOrder {
  readonly order: { readonly id: string; readonly order_transaction: { readonly id: string } };
}

async function placeOrder(method = 'walk_in_test'): Promise<{ orderId: string; testId: string }> {
  const { order } = await junction<PlacedOrder>('/v3/order', 'POST', {
    ...NEW_ORDER,
    collection_method: method,
  });
  return { orderId: order.id, testId: order.order_transaction.id };
}

async function simulate(orderId: string, status: string): Promise<void> {
  await junction(`/v3/order/${orderId}/test?final_status=${status}`, 'POST');
}

interface GraphTest {
  readonly orders: readonly { readonly id: string; readonly status: string }[];
}

/** Waits until the graph has the statuses of a test's orders. @returns the ids of the orders */
async function ordersAt(testId: string, ...statuses: readonly string[]): Promise<string[]> {
  const query = `{ orderTransaction(id: "${testId}") { orders { id status } } }`;
  for (let attempt = 0; attempt < 200; attempt++) {
    const response = await fetch(graphUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data } = (await response.json()) as {
      data: { orderTransaction: GraphTest | null };
    };
    const orders = data.orderTransaction?.orders ?? [];
    if (orders.map(({ status }) => status).join() === statuses.join()) {
      return orders.map(({ id }) => id);
    }
    await sleep(100);
  }
  throw new Error(`the orders did not become ${statuses.join()}`);
}

/** A lab test whose redraw has its requisition. */
async function placeRedraw(): Promise<{ testId: string; redrawId: string }> {
  const { orderId, testId } = await placeOrder();
  await simulate(orderId, 'collecting_sample.walk_in_test.redraw_available');
  const [, redrawId = ''] = await ordersAt(testId, 'REDRAW_AVAILABLE', 'ORDERED');
  await simulate(redrawId, 'received.walk_in_test.requisition_created');
  await ordersAt(testId, 'REDRAW_AVAILABLE', 'REQUISITION_CREATED');
  return { testId, redrawId };
}

async function receive(body: unknown): Promise<void> {
  const delivery = signedDelivery(JSON.stringify(body), { secret: WEBHOOK_SECRET });
  expect(await post(graphUrl.replace('/graphql', ''), delivery)).toMatchObject({ status: 200 });
}

async function open(testId: string): Promise<void> {
  const operations: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/graphql')) operations.push(request.postData() ?? '');
  });
  await page.goto(`${screenUrl}?test=${testId}`);
  await page.locator('main h2').first().waitFor({ timeout: SLOW });
  expect(operations).toHaveLength(1);
  expect(operations[0]).toContain('"operationName":"RedrawScreen"');
}

const textOf = (id: string) => page.locator(`#${id}`).innerText();

test(
  'the patient reads before the redraw what happened, what to do and where to go',
  async () => {
    const { testId } = await placeRedraw();
    await open(testId);

    expect(await textOf('todo')).toContain('Please have your blood drawn once more');
    expect(await textOf('todo')).toMatch(/Measured again: .*Hemoglobin A1c/);
    expect(await textOf('place')).toContain('Do not eat before the sample is taken');
    expect(await textOf('results')).toMatch(/Still missing: .*Hemoglobin A1c/);
    const form = await page
      .getByRole('link', { name: 'Open your form (PDF)' })
      .getAttribute('href');
    const opened = await fetch(new URL(form ?? '', graphUrl));
    expect([opened.status, opened.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect(await page.locator('.sites li').count()).toBe(5);
    expect(await page.locator('.sites li').first().innerText()).toContain('2 miles');
    expect(await textOf('history')).toContain('Part of the sample gave no result');
  },
  SLOW,
);

test(
  "the form of the first order is not offered until the redraw's order arrives",
  async () => {
    const { testId, webhooks } = initialWebhooks();
    for (const body of webhooks) await receive(body);
    await ordersAt(testId, 'REDRAW_AVAILABLE');
    await open(testId);

    expect(await textOf('todo')).toContain('Please have your blood drawn once more');
    expect(await page.getByRole('link', { name: 'Open your form (PDF)' }).count()).toBe(0);
  },
  SLOW,
);

test(
  'the results come first after the redraw, and name what the second sample added',
  async () => {
    const { testId, redrawId } = await placeRedraw();
    await simulate(redrawId, 'completed.walk_in_test.completed');
    await ordersAt(testId, 'REDRAW_AVAILABLE', 'COMPLETED');
    await open(testId);

    expect(await textOf('todo')).toContain('Your results are ready');
    expect(await page.locator('main section').nth(1).getAttribute('id')).toBe('results');
    expect(await textOf('results')).toMatch(/Your second sample added: .*Hemoglobin A1c/);
    expect(await page.getByRole('row', { name: /Hemoglobin A1c.*second sample/ }).count()).toBe(1);
    expect(await page.locator('.sites').count()).toBe(0);
  },
  SLOW,
);

test(
  'an appointment is shown with its time at the place, its address and its code',
  async () => {
    const { testId, redrawId } = await placeRedraw();
    const appointment = appointmentBody({
      id: randomUUID(),
      order_id: redrawId,
      order_transaction_id: testId,
      start_at: '2026-12-24T15:30:00Z',
      iana_timezone: 'America/Phoenix',
      events: [{ created_at: new Date().toISOString(), status: 'scheduled' }],
    });
    await receive(webhook('labtest.appointment.updated', appointment));
    await open(testId);

    expect(await page.locator('.appointment').innerText()).toMatch(
      /^Dec 24, 2026, 8:30\sAM · 40 Laboratory Way, Phoenix, AZ 85004 · Confirmation CODE-1$/,
    );
  },
  SLOW,
);

test(
  'the parcels of a test kit are shown with links to their couriers',
  async () => {
    const { orderId, testId } = await placeOrder('testkit');
    await simulate(orderId, 'collecting_sample.testkit.transit_customer');
    await simulate(orderId, 'collecting_sample.testkit.with_customer');
    await ordersAt(testId, 'WITH_CUSTOMER');
    await open(testId);

    expect(await textOf('todo')).toContain('Send in your sample');
    const place = page.getByRole('region', { name: 'When and where' });
    expect(await place.innerText()).toContain('Parcel to you: ');
    expect(await place.getByRole('link', { name: /^USPS / }).count()).toBe(2);
    expect(await page.locator('.sites').count()).toBe(0);
  },
  SLOW,
);

test(
  'the screen names, while Junction is away, what is missing, and shows everything else',
  async () => {
    const { testId } = await placeRedraw();
    await junction('/_sandbox/fault', 'PUT', { path: '/v3/', times: 100, status: 503 });
    await open(testId);
    await junction('/_sandbox/fault', 'DELETE');

    expect(await textOf('place')).toContain('The collection sites cannot be shown right now');
    expect(await textOf('results')).toContain('Your results cannot be shown right now');
    expect(await textOf('todo')).toContain('Please have your blood drawn once more');
    expect(await textOf('history')).toContain('Part of the sample gave no result');
  },
  SLOW,
);

test(
  'an unknown test is reported as missing, with a way to try again',
  async () => {
    await page.goto(`${screenUrl}?test=00000000-0000-4000-8000-000000000000`);
    await page.getByRole('link', { name: 'Try again' }).waitFor();

    expect(await page.getByRole('status').innerText()).toContain('cannot be shown');
  },
  SLOW,
);

test.each([320, 375, 1280])(
  'nothing is cut off or needs sideways scrolling at %d pixels',
  async (width) => {
    await page.setViewportSize({ width, height: 812 });
    for (const testId of [(await placeRedraw()).testId, await completedTest()]) {
      await open(testId);
      // A string, because the tests are compiled without the DOM types.
      const overflowing = await page.evaluate<string[]>(
        `Array.from(document.querySelectorAll('body *'))
          .filter((it) => it.getBoundingClientRect().right > innerWidth + 0.5)
          .map((it) => it.outerHTML.slice(0, 80))`,
      );
      expect(overflowing).toEqual([]);
      expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    }
  },
  SLOW,
);

test(
  'the keyboard reaches every link in its order, with a visible focus',
  async () => {
    const { testId } = await placeRedraw();
    await open(testId);
    const links = await page.evaluate<string[]>(
      `Array.from(document.querySelectorAll('main a'), (it) => it.outerHTML)`,
    );
    expect(links.length).toBeGreaterThan(5);

    const reached: string[] = [];
    while (reached.length < links.length) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate<string>('document.activeElement.outerHTML'));
      const outline = 'getComputedStyle(document.activeElement).outlineStyle';
      expect(await page.evaluate(outline)).toBe('solid');
    }
    expect(reached).toEqual(links);
  },
  SLOW,
);

test(
  'a screen reader finds landmarks, headings without gaps, named links and a table with headers',
  async () => {
    await open(await completedTest());

    expect(await page.title()).toBe('Your lab test');
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await page.getByRole('main').count()).toBe(1);
    const levels = await page.evaluate<number[]>(
      `Array.from(document.querySelectorAll('h1, h2, h3'), (it) => Number(it.tagName.slice(1)))`,
    );
    expect(levels[0]).toBe(1);
    levels.forEach((level, index) =>
      expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1),
    );
    expect(await page.getByRole('region').count()).toBe(await page.locator('section').count());
    expect(await page.getByRole('table', { name: 'Results of all your samples' }).count()).toBe(1);
    expect(await page.getByRole('columnheader').allInnerTexts()).toEqual([
      'Measured',
      'Result',
      'Usual range',
    ]);
    // The status has a word, so its meaning does not depend on colour.
    const judged = page.locator('.normal, .abnormal, .critical');
    for (const text of await judged.allInnerTexts()) expect(text).toMatch(/[a-z]{3}/);
  },
  SLOW,
);

/** The redraw that the service played when it started. */
async function completedTest(): Promise<string> {
  const id = /orderTransaction\(id: "(.+?)"\)/.exec(service.output())?.[1] ?? '';
  await ordersAt(id, 'REDRAW_AVAILABLE', 'COMPLETED');
  return id;
}
