/** "Process again" in a real browser: progress while it runs, the result in a sentence, stillness at all other times. */
import { expect, it } from 'vitest';
import { describeInBrowser } from './support/browser.ts';
import { claimed, held, inpatient } from './support/cases.ts';
import { rowOf } from './support/made.ts';
import { ROWS } from './support/many.ts';
import { type Answer, problem } from './support/stub.ts';

const WIDE = { viewport: { width: 1280, height: 800 } };

describeInBrowser('processing', WIDE, (opened) => {
  /** The page with its timers in our hand: nothing waits for real seconds. */
  const open = async () => {
    const { page, stub } = opened();
    await page.clock.install();
    await page.goto(stub.url);
    await page.locator('.row').first().waitFor();
    return { page, stub, said: page.locator('#said'), button: page.locator('#process') };
  };
  const reads = () => opened().stub.seen.filter((r) => r === 'GET /api/cases').length;

  it('shows progress, refreshes the list meanwhile, and says what was done', async () => {
    const { stub } = opened();
    stub.canned.rows = [rowOf(held)];
    const { page, said, button } = await open();
    const { promise, resolve } = Promise.withResolvers<Answer>();
    stub.canned.process = () => promise;
    await button.click();
    expect(await button.textContent()).toBe('Processing…');
    expect(await button.getAttribute('aria-disabled')).toBe('true');
    expect(await page.getByRole('progressbar', { name: 'Processing encounters' }).isVisible()).toBe(true);
    await button.dispatchEvent('click');
    stub.canned.rows = [rowOf(held), rowOf(claimed)];
    await page.clock.runFor(2500);
    await page.locator('.row').nth(1).waitFor();
    stub.canned.rows = [rowOf(held), rowOf(claimed), rowOf(inpatient)];
    resolve({ status: 200, body: { counts: { claimed: 1, held: 1, review: 1 } } });
    await page.locator('.row').nth(2).waitFor();
    expect(await said.textContent()).toBe('3 encounters processed: 1 held, 1 review, 1 claimed.');
    await page.locator('#process[aria-disabled="false"]').waitFor();
    expect(await page.locator('#working').isVisible()).toBe(false);
    expect(stub.seen.filter((r) => r === 'POST /api/process')).toHaveLength(1);
  });

  it("says a problem's title and code", async () => {
    const { page, stub, said, button } = await open();
    stub.canned.process = async () => problem(502, 'CW-2002', 'The EHR did not answer (ECONNREFUSED).');
    await button.click();
    await page.locator('#said', { hasText: 'Not processed' }).waitFor();
    expect(await said.textContent()).toBe('Not processed: The EHR did not answer (ECONNREFUSED). (CW-2002)');
    await page.locator('#process[aria-disabled="false"]').waitFor();
  });

  it('reads nothing again while nothing is processed', async () => {
    const { page } = await open();
    const before = opened().stub.seen.length;
    await page.clock.runFor(120_000);
    expect(opened().stub.seen.length).toBe(before);
  });

  it('follows a run that the service began itself, and reads the open case again at its end', async () => {
    const { stub } = opened();
    stub.canned.status = { processing: true };
    stub.canned.rows = [rowOf(held)];
    const { page } = await open();
    await page.locator('.row').click();
    await page.locator('.case').waitFor();
    const first = reads();
    await page.clock.runFor(2500);
    await expect.poll(reads).toBeGreaterThan(first);
    stub.canned.cases = [{ ...held, reasons: ['Another reason.'] }];
    stub.canned.status = { processing: false };
    await page.clock.runFor(2500);
    await page.getByText('Another reason.').waitFor();
    expect(await page.locator('#process').textContent()).toBe('Process again');
  });

  it('keeps the focus and the place in the list through a refresh', async () => {
    const { stub } = opened();
    stub.canned.status = { processing: true };
    stub.canned.rows = ROWS;
    const { page } = await open();
    await page.getByRole('searchbox', { name: /Search/ }).press('ArrowDown');
    for (let i = 0; i < 15; i += 1) await page.keyboard.press('ArrowDown');
    const focused = await page.evaluate('document.activeElement.dataset.id');
    const top = await page.evaluate('document.querySelector("#rows").scrollTop');
    stub.canned.rows = [...stub.canned.rows.slice(0, -1)];
    await page.clock.runFor(2500);
    await page.locator('#summary', { hasText: 'of 299 encounters' }).waitFor();
    expect(await page.evaluate('document.activeElement.dataset.id')).toBe(focused);
    expect(await page.evaluate('document.querySelector("#rows").scrollTop')).toBe(top);
  });
});
