import { rm } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import {
  accessibilityProblemsOf,
  collectPageErrors,
  launchBrowser,
  overflowOf,
} from '../../../test/support/browser.js';
import { bundleConsole } from '../../../test/support/bundle-console.js';
import type { Sandbox } from '../src/sandbox.js';
import { startReceiver, type Receiver } from './support/receiver.js';
import { SECRET, startIn, temporaryFolder } from './support/start.js';

const SLOW = 60_000;

let browser: Browser;
let folder: string;
let receiver: Receiver;
let sandbox: Sandbox;
let page: Page;
let pageErrors: string[];

beforeAll(async () => {
  await bundleConsole('packages/junction-sandbox/console');
  browser = await launchBrowser();
}, SLOW);
afterAll(() => browser.close());

/** The status of the response to correctly signed webhooks. */
let answered: number;

beforeEach(async () => {
  answered = 200;
  folder = await temporaryFolder();
  receiver = await startReceiver(SECRET, ({ verified }) => (verified ? answered : 401));
  sandbox = await startIn(folder, { webhookUrl: receiver.url });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  pageErrors = collectPageErrors(page);
  await page.goto(sandbox.url);
  await page.getByText('live', { exact: true }).waitFor();
}, SLOW);
afterEach(async () => {
  await page.close();
  await sandbox.close();
  await receiver.close();
  await rm(folder, { recursive: true });
});

const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click();
const webhooks = () => page.locator('#webhooks .list > li');
const status = (text: string | RegExp) => page.getByRole('status').getByText(text);

test(
  'a redraw is played by keyboard, its webhooks appear without a reload, and one is sent again',
  async () => {
    await page.getByRole('button', { name: 'Redraw The lab spoils' }).press('Enter');
    await webhooks().nth(15).waitFor();
    await page.getByText('✓ 200 delivered').nth(15).waitFor();

    await webhooks().first().locator('summary').press('Enter');
    await page.getByRole('region', { name: 'Payload' }).getByText('"test-patient"').waitFor();
    await page.getByRole('button', { name: 'Send again' }).press('Enter');
    await webhooks().first().getByText('2 attempts').waitFor();
    await page.locator('tbody tr').nth(1).waitFor();

    const again = receiver.deliveries.filter(
      ({ messageId }) => messageId === receiver.deliveries.at(-1)?.messageId,
    );
    expect(again.map(({ verified }) => verified)).toEqual([true, true]);
    expect(pageErrors).toEqual([]);
  },
  SLOW,
);

test(
  'the faults of the form happen, and are cleared',
  async () => {
    await page.getByText('Faults none').click();
    await page.getByLabel('Wrong secret').fill('2');
    await page.getByLabel('Shuffle').check();
    await page.getByText('Faults 2').waitFor();
    await press(/^Initial cancelled/);
    await page.getByText('↻ 401').nth(1).waitFor();
    await page.getByText('The receiver answers 401. Does it have the signing secret?').waitFor();

    await press('Clear the faults');
    await page.getByText('Faults none').waitFor();
    expect(await page.getByLabel('Wrong secret').inputValue()).toBe('');
  },
  SLOW,
);

test(
  'the webhooks of appointments are dropped on request, and those of orders are not',
  async () => {
    const faults = page.getByRole('region', {
      name: 'Faults of appointments and critical results',
    });
    await faults.getByLabel('Drop, %').fill('100');
    await faults.getByLabel('Drop, %').press('Enter');
    await press(/^Redraw due/);
    await webhooks().filter({ hasText: 'redraw_available' }).first().waitFor();

    expect(receiver.deliveries.map(({ body }) => body)).not.toContainEqual(
      expect.stringContaining('labtest.appointment.'),
    );
    await page.reload();
    expect(await faults.getByLabel('Drop, %').inputValue()).toBe('100');
    expect(pageErrors).toEqual([]);
  },
  SLOW,
);

test(
  'webhooks are held back and released',
  async () => {
    await page.getByLabel('Hold new webhooks back').check();
    await press(/^Initial cancelled/);
    await webhooks().getByText('⏸ held back').waitFor();
    expect(receiver.deliveries).toEqual([]);

    await webhooks().first().locator('summary').click();
    await press('Release');
    await webhooks().getByText('✓ 200 delivered').waitFor();
    expect(receiver.deliveries).toHaveLength(1);
    expect(pageErrors).toEqual([]);
  },
  SLOW,
);

test(
  'a receiver fails, and gets what it missed after its repair',
  async () => {
    answered = 500;
    await page.getByText('Faults none').click();
    await page.getByLabel('Burst').check();
    await press(/^Initial cancelled/);
    await page.getByText('↻ 500').nth(1).waitFor();
    answered = 200;
    await press('Send 2 not delivered again');
    await page.getByText('✓ 200 delivered').nth(1).waitFor();
  },
  SLOW,
);

test(
  'an order is placed, simulated to its results, and its PDF opens',
  async () => {
    await press('Place the order');
    const order = page.getByRole('group', { name: 'Initial order' });
    await order.getByText('Initial order: ordered').waitFor();
    await order.getByText('Simulate', { exact: true }).click();
    await press('Simulate the order');
    await order.getByText('Initial order: completed').waitFor();

    const opened = page.context().waitForEvent('page');
    await press('Results PDF');
    expect((await opened).url()).toMatch(/^blob:/);
    expect(pageErrors).toEqual([]);
  },
  SLOW,
);

test(
  'the secret rotates by way of two, and the REST API fails on request',
  async () => {
    await press('Rotate');
    await page.getByText('Old secret, still used too').waitFor();
    await press('Drop the old secret');
    await page.getByText('Rotate signs with a new').waitFor();
    await page.getByLabel('Every call fails with 503').check();

    await press('Place the order');
    await status('A requested fault').waitFor();
  },
  SLOW,
);

test.each(['light', 'dark'] as const)(
  'the page is whole on a narrow screen and accessible, with colours that are %s',
  async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 375, height: 800 });
    await press(/^Initial cancelled/);
    await page.getByText('✓ 200 delivered').first().waitFor();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await page.getByRole('region', { name: 'Payload' }).first().waitFor();

    expect(await overflowOf(page)).toBe(0);
    expect(await accessibilityProblemsOf(page)).toEqual([]);
  },
  SLOW,
);
