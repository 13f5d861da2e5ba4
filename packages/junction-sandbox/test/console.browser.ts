import { rm } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { complaintsOf, launchBrowser, overflowOf } from '../../../test/support/browser.js';
import type { Sandbox } from '../src/sandbox.js';
import { startReceiver, type Receiver } from './support/receiver.js';
import { SECRET, startIn, temporaryFolder } from './support/start.js';

const SLOW = 60_000;

let browser: Browser;
let folder: string;
let receiver: Receiver;
let sandbox: Sandbox;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
}, SLOW);
afterAll(() => browser.close());

beforeEach(async () => {
  folder = await temporaryFolder();
  receiver = await startReceiver(SECRET);
  sandbox = await startIn(folder, { webhookUrl: receiver.url });
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  complaints = complaintsOf(page);
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
const webhooks = () => page.locator('#webhook-list > li');

test(
  'a redraw is played by keyboard, its webhooks appear without a reload, and one is sent again',
  async () => {
    await page.getByRole('button', { name: 'Redraw The lab spoils' }).press('Enter');
    await webhooks().nth(15).waitFor();
    await page.getByText('✓ 200 delivered').nth(15).waitFor();

    await webhooks().first().locator('summary').press('Enter');
    await page.getByText('"client_user_id": "test-patient"').first().waitFor();
    await press('Send again');
    await webhooks().first().getByText('2 attempts').waitFor();

    expect(receiver.deliveries.filter(({ verified }) => verified)).toHaveLength(17);
    expect(complaints).toEqual([]);
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
    expect(complaints).toEqual([]);
  },
  SLOW,
);

test(
  'an order is placed, simulated to its results, and its PDF opens',
  async () => {
    await press('Place the order');
    await page.getByText('Initial: ordered').waitFor();
    await press('Simulate');
    await page.getByText('Initial: completed').waitFor();

    const opened = page.context().waitForEvent('page');
    await press('Results PDF');
    expect((await opened).url()).toMatch(/^blob:/);
    expect(complaints).toEqual([]);
  },
  SLOW,
);

test(
  'the secret rotates by way of two, and the REST API fails on request',
  async () => {
    await press('Rotate');
    await page.getByText(/^whsec_[\w+/=]+\swhsec_/).waitFor();
    await press('Drop the old secret');
    await page.getByText('Rotate signs with a new').waitFor();
    await page.getByLabel('Every call fails with 503').check();

    await press('Place the order');
    await page.getByRole('status').getByText('A requested fault').waitFor();
  },
  SLOW,
);

test(
  'the page is whole on a narrow screen, light and dark',
  async () => {
    await page.setViewportSize({ width: 375, height: 800 });
    await press(/^Initial cancelled/);
    await webhooks().first().locator('summary').click();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await overflowOf(page)).toBe(0);
    }
  },
  SLOW,
);
