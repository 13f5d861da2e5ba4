import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import type { Browser, Page } from 'playwright-core';
import { WEBHOOK_SECRET } from '../../src/service/local-junction.js';
import {
  accessibilityProblemsOf,
  collectPageErrors,
  launchBrowser,
  overflowOf,
  takePicture,
} from '../support/browser.js';
import { bundleConsole } from '../support/bundle-console.js';
import { freePort, startProcess, type ServiceProcess } from '../support/process.js';

const SLOW = 120_000;
const ROUTER_SECRET = 'a secret of the router that is long enough';

let folder: string;
let service: ServiceProcess;
let url: string;
let sandboxUrl: string;
let browser: Browser;
let page: Page;
let pageErrors: string[];

beforeAll(async () => {
  await bundleConsole('packages/mirror-console');
  folder = await mkdtemp(path.join(tmpdir(), 'order-transactions-console-'));
  const [PORT, SANDBOX_PORT] = [String(await freePort()), String(await freePort())];
  service = startProcess(folder, { PORT, SANDBOX_PORT, ROUTER_SECRET });
  url = `http://127.0.0.1:${PORT}`;
  sandboxUrl = `http://127.0.0.1:${SANDBOX_PORT}`;
  await service.printed(/(\n {2}200 .*){11}\n/);
  browser = await launchBrowser();
}, SLOW);

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 1100 } });
  pageErrors = collectPageErrors(page);
  await page.goto(url);
});
afterEach(() => page.close());
afterAll(async () => {
  await browser.close();
  service.child.kill('SIGINT');
  await service.exited;
  await rm(folder, { recursive: true, force: true });
});

const panel = (name: string) => page.getByRole('region', { name, exact: true });
const events = (order: string) =>
  panel('Timeline')
    .getByRole('listitem')
    .filter({ hasText: `${order}: ` });

test(
  'shows both orders on a time axis, the patient’s next step, and what the redraw recovered',
  async () => {
    await events('Redraw').getByText('Completed').waitFor();
    expect(await events('Initial order').count()).toBeGreaterThan(3);
    await page.locator('.action').getByText('View the results').waitFor();
    const recovered = page.getByRole('row').filter({ hasText: '↻ recovered' });
    await recovered.nth(1).waitFor();
    expect(await recovered.count()).toBe(2);
    expect(await recovered.first().textContent()).toContain('Redraw');
    expect(pageErrors).toEqual([]);
    await takePicture(page, 'console');
  },
  SLOW,
);

test(
  'a journey of the sandbox appears, and its timeline grows to the recovered results without a reload',
  async () => {
    const played = await fetch(`${sandboxUrl}/_sandbox/journeys/redraw`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ pause: 700 }),
    });
    const { transactionId } = (await played.json()) as { transactionId: string };
    await page.locator(`a[href="#/transactions/${transactionId}"]`).press('Enter');
    await page.locator('.properties').getByText(transactionId).waitFor();
    const rows = panel('Timeline').getByRole('listitem');
    await rows.first().waitFor();
    const before = await rows.count();
    await rows.nth(before + 1).waitFor();
    await events('Redraw').getByText('Completed').waitFor();
    await page.getByText('↻ recovered').nth(1).waitFor();
    expect(pageErrors).toEqual([]);
  },
  SLOW,
);

test(
  'a quarantined message is shown with its reason and the response to its sender, and retried by a button',
  async () => {
    const id = 'msg_quarantined';
    await sendUnreadable(id);
    await page.getByRole('link', { name: 'Deliveries and sync' }).press('Enter');
    await panel('Quarantine').getByText('needs an operator').waitFor();
    await takePicture(page, 'console-operations');
    await page.getByRole('link', { name: 'Its deliveries' }).press('Enter');
    const delivery = panel('Recent deliveries').getByRole('listitem');
    await page.waitForURL(`**/#/operations?messageId=${id}`);
    await delivery.getByText('202 QUARANTINED').waitFor();
    expect(await delivery.count()).toBe(1);
    await delivery.locator('summary').press('Enter');
    await delivery
      .getByRole('region', { name: 'Response to the sender' })
      .getByText('202')
      .waitFor();
    await page.getByRole('button', { name: `Retry ${id}` }).press('Enter');
    await page.getByRole('status').getByText('Retried: Unreadable').waitFor();
    expect(pageErrors.filter((line) => !line.includes('409'))).toEqual([]);
  },
  SLOW,
);

test(
  'a delivery leads to the transaction of its order',
  async () => {
    await page.goto(`${url}/#/operations`);
    const delivery = panel('Recent deliveries').getByRole('listitem').last();
    await delivery.getByText('200 APPLIED').waitFor();
    await delivery.locator('summary').press('Enter');
    const link = delivery.getByRole('link');
    const transactionId = await link.innerText();
    await link.press('Enter');
    await page.waitForURL(`**/#/transactions/${transactionId}`);
    await page.locator('.properties').getByText(transactionId).waitFor();
    expect(pageErrors).toEqual([]);
  },
  SLOW,
);

test(
  'finds a transaction by the id of its order, and filters that match nothing say so',
  async () => {
    const redrawId = await page
      .getByRole('article', { name: 'Redraw' })
      .locator('code')
      .innerText();
    await page.getByLabel('Has a redraw').selectOption('no');
    await page.getByText('No transaction matches the filters.').waitFor();
    await page.getByLabel('Id of a transaction or order').fill(redrawId);
    await page.getByLabel('Id of a transaction or order').press('Enter');
    await page.waitForURL('**/#/transactions/*-*?hasRedraw=no');
    await page.getByRole('article', { name: 'Redraw' }).getByText(redrawId).waitFor();
    await page.getByLabel('Id of a transaction or order').fill(randomUUID());
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('status').getByText('No transaction or order has this id.').waitFor();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.locator('.entry').first().waitFor();
    expect(pageErrors).toEqual([]);
  },
  SLOW,
);

test(
  'is whole on a narrow screen and accessible, light and dark',
  async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 375]) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(`${url}/#/operations`);
        await panel('Recent deliveries').locator('summary').first().click();
        await expectWhole();
        await page.goto(`${url}/#/transactions`);
        await page.locator('.entry').first().click();
        await page.getByText('↻ recovered').first().waitFor();
        await expectWhole();
      }
    }
  },
  SLOW,
);

async function expectWhole(): Promise<void> {
  expect(await overflowOf(page)).toBe(0);
  expect(await accessibilityProblemsOf(page)).toEqual([]);
}

/** A valid signature of Junction over a body that is not JSON. */
async function sendUnreadable(id: string): Promise<void> {
  const now = new Date();
  await fetch(`${url}/webhooks/junction`, {
    method: 'POST',
    headers: {
      'svix-id': id,
      'svix-timestamp': String(Math.floor(now.getTime() / 1000)),
      'svix-signature': new Webhook(WEBHOOK_SECRET).sign(id, now, '{'),
    },
    body: '{',
  });
}
