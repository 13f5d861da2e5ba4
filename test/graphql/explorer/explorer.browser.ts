import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { collectPageErrors, launchBrowser } from '../../support/browser.js';
import { freePort, startProcess, type ServiceProcess } from '../../support/process.js';

const ROUTER_SECRET = 'a secret of the router that is long enough';
const SLOW = 60_000;

let folder: string;
let service: ServiceProcess;
let url: string;
let browser: Browser;
let page: Page;
/** Errors of the page's scripts, and requests that its content security policy blocked. */
let pageErrors: string[];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'order-transactions-browser-'));
  const [PORT, SANDBOX_PORT] = [String(await freePort()), String(await freePort())];
  service = startProcess(folder, { PORT, SANDBOX_PORT, ROUTER_SECRET });
  url = `http://127.0.0.1:${PORT}/graphql`;
  await service.printed(/(\n {2}200 .*){11}\n/);
  browser = await launchBrowser();
}, SLOW);

beforeEach(async () => {
  page = await browser.newPage();
  pageErrors = collectPageErrors(page);
});

afterEach(() => page.close());

afterAll(async () => {
  await browser.close();
  service.child.kill('SIGINT');
  await service.exited;
  await rm(folder, { recursive: true, force: true });
});

async function run(): Promise<void> {
  await page.click('button.graphiql-execute-button', { timeout: SLOW });
}

async function seeResult(text: string): Promise<void> {
  await page.locator('.graphiql-response', { hasText: text }).waitFor({ timeout: SLOW });
}

test(
  'the page says at once that it loads from the internet, and links to GraphiQL',
  async () => {
    await page.route('https://embeddable-sandbox.cdn.apollographql.com/**', () => undefined);
    await page.goto(url, { waitUntil: 'commit' });

    await page.getByText('Loading Apollo Sandbox').waitFor({ timeout: 3_000 });
    expect(await page.getByRole('link', { name: 'GraphiQL' }).getAttribute('href')).toBe(
      '/graphiql',
    );
  },
  SLOW,
);

test(
  'a second visit to GraphiQL opens with the same prepared tabs as the first',
  async () => {
    const graphiql = url.replace('graphql', 'graphiql');
    const tabs = ['LabTest', 'RedrawScreen', 'LabTests', 'LabTestUpdates', 'TrackOrder'];
    for (const visit of ['first', 'second']) {
      await page.goto(graphiql);
      await page.getByRole('tab').first().waitFor({ timeout: SLOW });

      expect({ visit, tabs: await page.locator('.graphiql-tab-button').allTextContents() }).toEqual(
        { visit, tabs },
      );
      await run();
      await seeResult('"REDRAW"');
    }
    expect(pageErrors).toEqual([]);
  },
  SLOW,
);

test(
  'a newcomer without internet sees the redraw in GraphiQL by one press of a button',
  async () => {
    await page.goto(url);
    await page.waitForURL('**/graphiql*', { timeout: SLOW });
    await run();

    await seeResult('"COMPLETED"');
    await seeResult('"REDRAW"');
    // Only for Apollo's script: GraphiQL sends no requests to other hosts, and its policy blocks nothing that it
    // requires.
    expect(pageErrors).toEqual(['Failed to load resource: net::ERR_NAME_NOT_RESOLVED']);
  },
  SLOW,
);

test(
  'GraphiQL shows live updates',
  async () => {
    const id = /orderTransaction\(id: "(.+)"\)/.exec(service.output())?.[1] ?? '';
    const query = `subscription { orderTransactionUpdated(id: "${id}") { status } }`;
    await page.goto(`${url.replace('graphql', 'graphiql')}?query=${encodeURIComponent(query)}`);
    await run();

    await seeResult('"COMPLETED"');
    expect(pageErrors).toEqual([]);
  },
  SLOW,
);

test(
  'the page loads Apollo’s script and frame where there is internet, and stays',
  async () => {
    await page.route('https://embeddable-sandbox.cdn.apollographql.com/**', (route) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: `globalThis.EmbeddedSandbox = class {
        constructor({ target }) {
          const frame = document.createElement('iframe');
          frame.src = 'https://sandbox.embed.apollographql.com/sandbox/explorer';
          document.querySelector(target).append(frame);
        }
      };`,
      }),
    );
    await page.route('https://sandbox.embed.apollographql.com/**', (route) =>
      route.fulfill({ contentType: 'text/html', body: '<p>The Sandbox of Apollo</p>' }),
    );
    await page.goto(url);

    await page.frameLocator('iframe').getByText('The Sandbox of Apollo').waitFor({ timeout: SLOW });
    expect(page.url()).toBe(url);
    expect(pageErrors).toEqual([]);
  },
  SLOW,
);
