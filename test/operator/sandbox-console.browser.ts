import type { Browser, Page } from 'playwright-core';
import {
  accessibilityProblemsOf,
  collectPageErrors,
  launchBrowser,
  takePicture,
} from '../support/browser.js';
import { bundleConsole } from '../support/bundle-console.js';
import { freePort, startProcess, type ServiceProcess } from '../support/process.js';
import { useFolder } from '../support/use-folder.js';

const SLOW = 120_000;

const folder = useFolder();
let service: ServiceProcess;
let sandboxUrl: string;
let browser: Browser;
let page: Page;
let pageErrors: string[];

beforeAll(async () => {
  await bundleConsole('packages/junction-sandbox/console');
  const [PORT, SANDBOX_PORT] = [String(await freePort()), String(await freePort())];
  service = startProcess(folder.path, { PORT, SANDBOX_PORT });
  sandboxUrl = `http://127.0.0.1:${SANDBOX_PORT}`;
  await service.printed(/(\n {2}200 .*){11}\n/);
  browser = await launchBrowser();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  pageErrors = collectPageErrors(page);
  await page.goto(sandboxUrl);
}, SLOW);
afterAll(async () => {
  await browser.close();
  service.child.kill('SIGINT');
  await service.exited;
});

test(
  'the service applies the webhooks of a redraw, and reports one that is sent again as a duplicate',
  async () => {
    const played = page.waitForResponse('**/journeys/redraw');
    await page.getByRole('button', { name: /^Redraw The lab/ }).click();
    const { transactionId } = (await (await played).json()) as { transactionId: string };
    await page
      .locator('#transactions li', { hasText: transactionId })
      .getByRole('button', { name: 'Show its webhooks' })
      .click();
    const webhooks = page.locator('#webhooks .list > li');
    const newest = webhooks.filter({
      has: page.getByText('redraw order: completed', { exact: true }),
    });
    await newest.getByText('APPLIED').waitFor();

    await newest.locator('summary').click();
    await page.getByRole('button', { name: 'Send again' }).click();
    await newest.getByText(/^DUPLICATE · 2 attempts/).waitFor();
    await page.locator('tbody tr').nth(1).waitFor();
    await takePicture(page, 'sandbox-console');
    expect(await accessibilityProblemsOf(page)).toEqual([]);
    expect(pageErrors).toEqual([]);
  },
  SLOW,
);
