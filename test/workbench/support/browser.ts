/** A real Chromium for the page's tests, and what it complains about while the page is open. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import { type Stub, startStub } from './stub.ts';

export const CHROMIUM = '/usr/bin/chromium';

/** No sandbox: test machines run as root in containers. The rest keeps the browser from calling home. */
const ARGS =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export interface Opened {
  readonly page: Page;
  readonly stub: Stub;
}

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: CHROMIUM, args: ARGS.split(' ') });

/**
 * Collects what must not happen: console errors, faults of scripts, refused content, dialogs. A refused API call shows
 * in the console, too: `expected` lets that one pass.
 */
export async function watched(page: Page, expected: RegExp | undefined = undefined): Promise<string[]> {
  const complaints: string[] = [];
  await page.addInitScript(
    "document.addEventListener('securitypolicyviolation', (e) => console.error('CSP ' + e.violatedDirective))",
  );
  page.on('console', (message) => {
    const text = message.text();
    if (['error', 'warning'].includes(message.type()) && !expected?.test(text)) complaints.push(text);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  return complaints;
}

const REFUSED = /^Failed to load resource: the server responded with a status of/;

/**
 * A describe of tests that each get a fresh stub; skipped, saying so, where there is no Chromium. One page serves them
 * all, opened anew each time, because making a page costs more than most of the tests.
 */
export function describeInBrowser(
  title: string,
  options: BrowserContextOptions,
  tests: (opened: () => Opened) => void,
): void {
  const absent = !existsSync(CHROMIUM);
  describe.skipIf(absent)(absent ? `${title} (skipped: there is no ${CHROMIUM})` : title, () => {
    let browser: Browser;
    let page: Page;
    let complaints: string[];
    let stub: Stub;
    beforeAll(async () => {
      browser = await launch();
      page = await browser.newPage(options);
      complaints = await watched(page, REFUSED);
    });
    beforeEach(async () => {
      stub = await startStub();
    });
    afterEach(async () => {
      await page.goto('about:blank');
      await page.emulateMedia({ media: null, colorScheme: null });
      await stub.close();
      expect(complaints.splice(0)).toEqual([]);
    });
    afterAll(() => browser.close());
    tests(() => ({ page, stub }));
  });
}
