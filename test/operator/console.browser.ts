import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import type { Browser, Page } from 'playwright-core';
import { WEBHOOK_SECRET } from '../../src/service/local-junction.js';
import { complaintsOf, launchBrowser, overflowOf } from '../support/browser.js';
import { freePort, startProcess, type ServiceProcess } from '../support/process.js';

const SLOW = 120_000;
const ROUTER_SECRET = 'a secret of the router that is long enough';

let folder: string;
let service: ServiceProcess;
let url: string;
let sandboxUrl: string;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'order-transactions-console-'));
  const [PORT, SANDBOX_PORT] = [String(await freePort()), String(await freePort())];
  service = startProcess(folder, { PORT, SANDBOX_PORT, ROUTER_SECRET });
  url = `http://127.0.0.1:${PORT}`;
  sandboxUrl = `http://127.0.0.1:${SANDBOX_PORT}`;
  await service.printed(/(\n {2}200 .*){11}\n/);
  browser = await launchBrowser();
}, SLOW);

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  complaints = complaintsOf(page);
  await page.goto(url);
});
afterEach(() => page.close());
afterAll(async () => {
  await browser.close();
  service.child.kill('SIGINT');
  await service.exited;
  await rm(folder, { recursive: true, force: true });
});

test(
  'shows both orders on a time axis, the patient’s next step, and what the redraw recovered',
  async () => {
    await page.locator('.timeline .redraw.event', { hasText: 'Completed' }).waitFor();
    expect(await page.locator('.timeline .initial.event').count()).toBeGreaterThan(3);
    expect(await page.locator('#patient-action').textContent()).toBe('View the results');
    expect(await page.getByText('↻ recovered').count()).toBe(2);
    expect(complaints).toEqual([]);
  },
  SLOW,
);

test(
  'a journey of the sandbox appears, and its timeline grows without a reload',
  async () => {
    const played = await fetch(`${sandboxUrl}/_sandbox/journeys/redraw`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ pause: 700 }),
    });
    const { transactionId } = (await played.json()) as { transactionId: string };
    await page.locator(`a[href="#${transactionId}"]`).press('Enter');
    const events = page.locator('.timeline .event');
    await page.locator('#detail', { hasText: transactionId }).waitFor();
    const before = await events.count();
    await events.nth(before + 1).waitFor();
    await page.locator('.timeline .redraw.event', { hasText: 'Completed' }).waitFor();
    expect(complaints).toEqual([]);
  },
  SLOW,
);

test(
  'a quarantined message is shown with its reason, and retried by a button',
  async () => {
    const id = 'msg_quarantined';
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
    await page.locator('#quarantine-list', { hasText: id }).waitFor();
    await page.locator('#delivery-list .badge', { hasText: 'QUARANTINED' }).waitFor();
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('status').getByText('Retried: Unreadable').waitFor();
  },
  SLOW,
);

test(
  'the page is whole on a narrow screen, light and dark',
  async () => {
    await page.setViewportSize({ width: 375, height: 800 });
    await page.locator('.timeline').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await overflowOf(page)).toBe(0);
    }
  },
  SLOW,
);
