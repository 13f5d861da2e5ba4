import { existsSync } from 'node:fs';
import path from 'node:path';
import { source as AXE } from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';

const IMAGES = path.join(__dirname, '../../docs/images');
const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
/** Host names of other machines do not resolve. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

export async function launchBrowser(): Promise<Browser> {
  const executablePath = CHROMIUM.find((file) => existsSync(file));
  if (executablePath === undefined) throw new Error('Install Chromium, e.g. Debian’s `chromium`.');
  return await chromium.launch({ executablePath, args: FLAGS });
}

/** Errors of the page's scripts, and requests that its content security policy blocked. */
export function collectPageErrors(page: Page): string[] {
  const pageErrors: string[] = [];
  page.on('pageerror', ({ message }) => pageErrors.push(message));
  page.on('console', (line) => {
    if (line.type() === 'error') pageErrors.push(line.text());
  });
  return pageErrors;
}

/** The number of pixels by which the page is wider than the window. */
export async function overflowOf(page: Page): Promise<number> {
  return await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
}

/** The serious accessibility violations that axe-core reports: rule and elements. */
export async function accessibilityProblemsOf(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<Findings>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/**
 * Takes a screenshot for the docs, without the notice of the page. The file is written only with UPDATE_IMAGES=1,
 * because ids and times differ in each run.
 */
export async function takePicture(page: Page, name: string): Promise<void> {
  const hideNotice = (isHidden: boolean) =>
    page.evaluate(`document.querySelector('.notice').hidden = ${isHidden}`);
  await hideNotice(true);
  await page.screenshot(
    process.env.UPDATE_IMAGES === '1' ? { path: path.join(IMAGES, `${name}.png`) } : {},
  );
  await hideNotice(false);
}

interface Findings {
  readonly violations: readonly {
    readonly id: string;
    readonly impact: string | null;
    readonly nodes: readonly { readonly target: readonly string[] }[];
  }[];
}
