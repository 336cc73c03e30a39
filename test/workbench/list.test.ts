/** The list in a real browser: rows, states, search, order, keyboard, empty and failing lists. */
import { expect, it } from 'vitest';
import { describeInBrowser } from './support/browser.ts';
import { claimed, held } from './support/cases.ts';
import { ROWS } from './support/many.ts';
import { problem } from './support/stub.ts';

const WIDE = { viewport: { width: 1280, height: 800 } };

describeInBrowser('the list of encounters', WIDE, (opened) => {
  const open = async (hash = '', rows = ROWS) => {
    const { page, stub } = opened();
    stub.canned.rows = rows;
    await page.goto(stub.url + hash);
    await page.locator('.row, .rows .note, .rows .problem').first().waitFor();
    return page;
  };
  const names = async () => opened().page.locator('.row-name').allTextContents();
  const focused = () =>
    opened().page.evaluate('document.activeElement.dataset.id ?? document.activeElement.id');

  it('shows every encounter with state, codes and what is open', async () => {
    const page = await open();
    expect(await page.locator('.row').count()).toBe(ROWS.length);
    const row = page.locator('.row', { hasText: 'Teodoro Peña' });
    expect(await row.locator('.chip').textContent()).toBe('Held');
    expect(await row.locator('.tag').allTextContents()).toEqual(['1 error', '1 query']);
    expect(await row.locator('code').allTextContents()).toEqual(['99213']);
    expect(await row.locator('.date').textContent()).toBe('2025-11-10');
    expect(await page.locator('#summary').textContent()).toMatch(
      /^\d+ of 300 encounters have a claim\. \d+ need a person\.$/,
    );
  });

  it('narrows by state, and says so', async () => {
    const page = await open();
    const button = page.getByRole('button', { name: /^Held/ });
    await button.click();
    const wanted = ROWS.filter((r) => r.state === 'held').length;
    expect(await page.locator('.row').count()).toBe(wanted);
    expect(await button.getAttribute('aria-pressed')).toBe('true');
    expect(await page.locator('#shown').textContent()).toBe(`${wanted} encounters listed.`);
    expect(await page.evaluate('document.activeElement.dataset.state')).toBe('held');
    await page.getByRole('button', { name: /^All/ }).click();
    expect(await page.locator('.row').count()).toBe(ROWS.length);
  });

  it('finds by name without its accent and by code without its dot', async () => {
    const page = await open();
    await page.getByRole('searchbox', { name: /Search/ }).fill('pena');
    expect(await names()).toEqual(['Teodoro Peña']);
    await page.getByRole('searchbox', { name: /Search/ }).fill('e1122');
    expect(await names()).toEqual(['Wilhelmina Okonkwo-Hart']);
    await page.getByRole('searchbox', { name: /Search/ }).fill('no such words');
    await page.getByRole('button', { name: 'Show all' }).click();
    expect(await page.locator('.row').count()).toBe(ROWS.length);
    expect(page.url()).not.toContain('pena');
  });

  it('sorts by what needs work and by date', async () => {
    const page = await open();
    expect((await names())[0]).toBe('Teodoro Peña');
    await page.getByLabel('Order of the list').selectOption('newest');
    expect((await names())[0]).toBe('Wilhelmina Okonkwo-Hart');
    await page.getByLabel('Order of the list').selectOption('oldest');
    // Without a date nobody knows how old it is: it comes before the oldest.
    expect((await names())[0]).toBe('Encounter/unread');
  });

  it('is worked by keyboard: one tab stop, arrows, Home, End and Enter', async () => {
    const page = await open();
    const ids = await page
      .locator('.row')
      .evaluateAll((links) => links.map((l) => l.getAttribute('data-id')));
    expect(await page.locator('.row[tabindex="0"]').count()).toBe(1);
    await page.getByRole('searchbox', { name: /Search/ }).press('ArrowDown');
    expect(await focused()).toBe(ids[0]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(ids[2]);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe(ids[1]);
    await page.keyboard.press('End');
    expect(await focused()).toBe(ids.at(-1));
    await page.keyboard.press('Home');
    expect(await focused()).toBe(ids[0]);
    expect(ids[0]).toBe(held.id);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'Teodoro Peña' }).waitFor();
    expect(page.url()).toBe(`${opened().stub.url}#/case/${held.id}`);
    expect(await focused()).toBe(held.id);
    expect(await page.locator('.row[aria-current="true"]').getAttribute('data-id')).toBe(held.id);
    await page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('search');
  });

  it('opens the case an address names, marks its row and brings it into view', async () => {
    const page = await open(`#/case/${claimed.id}`);
    await page.getByRole('heading', { level: 2, name: 'Wilhelmina Okonkwo-Hart' }).waitFor();
    const row = page.locator('.row[aria-current="true"]');
    expect(await row.getAttribute('data-id')).toBe(claimed.id);
    expect(await row.getAttribute('tabindex')).toBe('0');
    const box = await row.boundingBox();
    expect(box && box.y + box.height).toBeLessThanOrEqual(800);
  });

  const openPaged = async () => {
    const { stub } = opened();
    const states: Record<string, number> = {};
    for (const { state } of ROWS) states[state] = (states[state] ?? 0) + 1;
    stub.canned.page = 100;
    stub.canned.status = { ...stub.canned.status, states };
    const page = await open();
    await page.getByRole('button', { name: `All ${ROWS.length}` }).waitFor();
    return page;
  };

  it('shows a long list page by page, and says how much of it is here', async () => {
    const page = await openPaged();
    const rows = page.locator('.row');
    expect(await rows.count()).toBe(100);
    expect(await page.locator('#shown').textContent()).toBe('These are the latest 100 of 300.');
    expect(await page.locator('#summary').textContent()).toMatch(/^\d+ of 300 encounters have a claim\./);
    await page.getByRole('button', { name: 'Show earlier ones' }).click();
    await page.waitForFunction('document.querySelectorAll(".row").length === 200');
    await page.getByRole('button', { name: 'Show earlier ones' }).click();
    await page.waitForFunction('document.querySelectorAll(".row").length === 300');
    expect(await page.getByRole('button', { name: 'Show earlier ones' }).count()).toBe(0);
    expect(await page.locator('#shown').textContent()).toBe('');
    expect(new Set(await rows.evaluateAll((all) => all.map((r) => r.getAttribute('data-id')))).size).toBe(
      300,
    );
  });

  it('reads the rows of a state that are not on the first page', async () => {
    const page = await openPaged();
    const held = ROWS.filter((r) => r.state === 'held').length;
    await page.getByRole('button', { name: `Held ${held}` }).click();
    await page.waitForFunction(`document.querySelectorAll(".row").length === ${held}`);
    await page.locator('#shown', { hasText: `${held} encounters listed.` }).waitFor({ state: 'attached' });
    // The other states keep their counts, and All leads back to the first page.
    await page.getByRole('button', { name: `All ${ROWS.length}` }).click();
    await page.waitForFunction('document.querySelectorAll(".row").length === 100');
  });

  it('says that a search looks through what is here alone', async () => {
    const page = await openPaged();
    await page.getByRole('searchbox', { name: /Search/ }).fill('pena');
    expect(await names()).toEqual(['Teodoro Peña']);
    expect(await page.locator('#shown').textContent()).toBe('1 encounter found among the latest 100 of 300.');
  });

  it('shows a problem with a further page above those that are here', async () => {
    const page = await openPaged();
    opened().stub.canned.instead.set('/api/cases', problem(503, 'CW-8201', 'Not recorded.'));
    await page.getByRole('button', { name: 'Show earlier ones' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.locator('.row').count()).toBe(100);
    opened().stub.canned.instead.clear();
    await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
    await page.waitForFunction('document.querySelectorAll(".row").length === 200');
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('says when there is nothing yet, and what to do', async () => {
    const page = await open('', []);
    expect(await page.locator('.rows .note').textContent()).toMatch(/^No encounter has been read yet/);
    expect(await page.getByRole('button', { name: 'All 0' }).count()).toBe(1);
  });

  it("shows a problem's title and code, and tries again", async () => {
    const { stub } = opened();
    stub.canned.instead.set(
      '/api/cases',
      problem(500, 'CW-5003', 'Something failed on our side; it is logged as 1a2b3c4d.'),
    );
    const page = await open();
    const alert = page.locator('.rows').getByRole('alert');
    expect(await alert.textContent()).toContain('it is logged as 1a2b3c4d.');
    expect(await alert.locator('code').textContent()).toBe('CW-5003');
    stub.canned.instead.clear();
    await alert.getByRole('button', { name: 'Try again' }).click();
    await page.locator('.row').first().waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('says so when the answer is not JSON of the API', async () => {
    opened().stub.canned.instead.set('/api/cases', { status: 502, body: 'Bad gateway' });
    const page = await open();
    expect(await page.getByRole('alert').textContent()).toContain(
      'The service refused without saying why. HTTP 502',
    );
  });
});
