/** The chosen case in a real browser: everything a coder checks is there, with its evidence, and hostile words stay words. */
import { expect, it } from 'vitest';
import { describeInBrowser } from './support/browser.ts';
import { claimed, held, inpatient, unread } from './support/cases.ts';
import { HOSTILE, hostile } from './support/hostile.ts';
import { idOf } from './support/made.ts';
import type { View } from './support/shapes.ts';

const WIDE = { viewport: { width: 1280, height: 800 } };
const TALL = { viewport: { width: 390, height: 844 } };

describeInBrowser('the chosen case', WIDE, (opened) => {
  const open = async (view: Pick<View, 'id'>) => {
    const { page, stub } = opened();
    await page.goto(`${stub.url}#/case/${view.id}`);
    await page.locator('.case, .encounter .problem').first().waitFor();
    return page;
  };
  const part = (name: string) => opened().page.getByRole('region', { name: new RegExp(`^${name}`) });

  it('says whose it is, the visit and what became of the claim', async () => {
    const page = await open(claimed);
    const head = await page.locator('.case-head').textContent();
    for (const words of [
      '61 years',
      'female',
      'born 1964-03-11',
      'Encounter/dm-visit',
      '2025-11-12',
      'Office',
    ])
      expect(head).toContain(words);
    for (const words of [
      'In person',
      'Established',
      '34 minutes',
      'Prairie Mutual Health Plan',
      'Swelling of both ankles',
    ])
      expect(head).toContain(words);
    expect(await page.locator('.decision').textContent()).toBe(
      'Claimed The claim was written to the EHR as Claim/771.',
    );
  });

  it('shows every claim of an encounter that one cannot hold', async () => {
    const { stub } = opened();
    const other = (value: string): object => ({ ...claimed.claimResource, identifier: [{ value }] });
    const provenance = { resourceType: 'Provenance' };
    const parts = ['CW7K2M9Q4T-02', 'CW7K2M9Q4T-03'].map((n) => ({ claim: other(n), provenance }));
    stub.canned.cases = [{ ...claimed, furtherClaims: parts }];
    await open(claimed);
    const claims = part('Claim$');
    expect(await claims.locator('.claim-title').allTextContents()).toEqual([
      'Claim 1 of 3',
      'Claim 2 of 3',
      'Claim 3 of 3',
    ]);
    const numbers = claims.locator('.box', { hasText: 'Claim number' }).locator('code');
    expect(await numbers.allTextContents()).toEqual(['CW7K2M9Q4T', 'CW7K2M9Q4T-02', 'CW7K2M9Q4T-03']);
    stub.canned.cases = [claimed];
    await opened().page.reload();
    await part('Claim$').locator('.form').waitFor();
    expect(await part('Claim$').locator('.claim-title').count()).toBe(0);
  });

  it('shows diagnoses in order, each with confidence, evidence, rule and alternatives', async () => {
    await open(claimed);
    const cards = part('Diagnoses').locator('.card');
    expect(await cards.locator('.main-code').allTextContents()).toEqual([
      'E11.22',
      'I12.9',
      'N18.32',
      'Z79.84',
    ]);
    expect(await cards.locator('.confidence .number').allTextContents()).toEqual([
      '97%',
      '93%',
      '90%',
      '48%',
    ]);
    expect(await cards.locator('.tag.is-first').allTextContents()).toEqual(['First-listed']);
    const first = await cards.first().textContent();
    for (const words of ['CKD stage 3b, diabetic nephropathy', 'Condition/ckd', 'Condition.code.text'])
      expect(first).toContain(words);
    for (const words of ['I.A.15, I.C.4.a', 'recorded 1.0.0', 'E11.9', 'the record names a complication'])
      expect(first).toContain(words);
  });

  it('shows service lines with modifiers, place, pointers and the worksheet', async () => {
    const page = await open(claimed);
    const line = part('Service lines').locator('.card').first();
    const words = await line.textContent();
    expect(words).toContain('99214-25');
    expect(words).toContain('A significant, separate visit on the day of a vaccine administration.');
    expect(words).toContain('1 unit · place of service 11 (office) · on 2025-11-12 · for diagnosis A B C D');
    const sheet = page.getByRole('table', { name: /^Medical decision making/ });
    const row = sheet.getByRole('row', { name: /^Risk of management/ });
    expect(await row.textContent()).toContain('Prescription drug management.');
    expect(await row.locator('.rating').textContent()).toBe('moderate');
    expect(await row.locator('.evidence').textContent()).toContain('MedicationRequest/metformin');
  });

  it('shows queries with the code of each answer, and findings by severity with their authority', async () => {
    await open(held);
    const cells = part('Queries').locator('th, td');
    expect(await cells.allTextContents()).toEqual([
      'Answer',
      'Would code',
      'Yes',
      '99213',
      'No',
      '99203',
      'It cannot be told',
      'no code',
    ]);
    const findings = part('Findings');
    expect(await findings.getByRole('heading', { level: 4 }).allTextContents()).toEqual(['Errors 1']);
    const words = await findings.textContent();
    for (const said of [
      'E11.6 is not billable',
      'Condition/x: Condition.code',
      'I.B.2',
      'icd10cm-not-billable',
    ])
      expect(words).toContain(said);
    expect(await part('Not coded').textContent()).toContain('unbillable');
    expect(await opened().page.locator('.decision').textContent()).toContain(
      'An error stands against a claim',
    );
  });

  it('shows the claim as a form and as JSON', async () => {
    const page = await open(claimed);
    const claim = part('Claim');
    const box = (label: string) => claim.locator('.box', { hasText: label }).first();
    expect(await box('Billing provider').textContent()).toContain('NPI 2000000008');
    expect(await box('Total charge').textContent()).toContain('$376.50');
    expect(await claim.locator('.pointer').allTextContents()).toEqual(['A', 'B', 'C', 'D']);
    const lines = page.getByRole('region', { name: 'Claim lines' }).getByRole('row');
    expect(await lines.nth(1).getByRole('cell').allTextContents()).toEqual([
      '1',
      '2025-11-12',
      '11',
      '99214',
      '25',
      'A B C D',
      '1',
      '$125.50',
      '$125.50',
    ]);
    await claim.getByText('Claim as FHIR JSON').click();
    expect(JSON.parse((await claim.locator('pre').first().textContent()) ?? '')).toMatchObject({
      resourceType: 'Claim',
    });
  });

  it('shows events, module versions and where the chart was read', async () => {
    await open(claimed);
    expect(await part('Events').getByRole('listitem').count()).toBe(4);
    expect(await part('Module versions').textContent()).toContain('office@1.2.0');
  });

  it('names the principal diagnosis of an inpatient stay and a code nobody could verify', async () => {
    const page = await open(inpatient);
    expect(await page.locator('.card .tag').allTextContents()).toEqual([
      'Principal',
      'not verified: no release tells',
    ]);
    expect(await page.locator('.person').textContent()).toContain('under 1 year');
  });

  it('says of a chart that could not be read only that, never that nothing is wrong', async () => {
    const page = await open(unread);
    expect(await page.locator('.decision').textContent()).toContain(
      'The EHR did not answer (timeout). (CW-2002)',
    );
    expect(await page.getByRole('heading', { level: 3 }).allTextContents()).toEqual(['Events2']);
  });

  it('jumps to a part and takes the focus there', async () => {
    const page = await open(claimed);
    await page.getByRole('navigation').getByRole('button', { name: 'Findings' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('part-findings');
    expect(page.url()).toContain(claimed.id);
  });

  it('keeps hostile words words', async () => {
    const page = await open(hostile);
    expect(await page.locator('.case img, .case script, .case a, .row img').count()).toBe(0);
    expect(await page.locator('.case-head h2').textContent()).toContain(HOSTILE);
    expect(await page.locator('.case').textContent()).toContain('"><script>alert(1)</script>');
    expect(
      await page.evaluate(
        'document.querySelector(".encounter").scrollWidth - document.querySelector(".encounter").clientWidth',
      ),
    ).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  });

  it('says that there is no such case', async () => {
    const page = await open({ id: idOf(999) });
    expect(await page.locator('.encounter').getByRole('alert').textContent()).toContain(
      'There is no such case here. CW-1007',
    );
  });

  it('never shows a case that was left for another', async () => {
    const page = await open(claimed);
    await page.evaluate(`location.hash = '#/case/${held.id}'`);
    await page.evaluate(`location.hash = '#/case/${inpatient.id}'`);
    await page.getByRole('heading', { level: 2, name: 'Baby Girl Oyelaran' }).waitFor();
    expect(await page.locator('.case').count()).toBe(1);
  });

  it('prints the case alone', async () => {
    const page = await open(claimed);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const gone of ['.bar', '.queue', '.actions', '.raw'])
      expect(await page.locator(gone).first().isVisible()).toBe(false);
    expect(await page.locator('.form').isVisible()).toBe(true);
    expect(await page.locator('.foot').isVisible()).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(22, 33, 31)');
  });

  it('has its landmarks and a title without the patient', async () => {
    const page = await open(claimed);
    for (const role of ['banner', 'main', 'contentinfo', 'article'] as const)
      expect(await page.getByRole(role).count()).toBe(1);
    expect(await page.title()).toBe('Claimwright workbench');
    expect(await page.locator('#announced').textContent()).toBe(
      'Case shown: 4 diagnoses, 3 service lines, 0 errors and 0 queries.',
    );
  });
});

describeInBrowser('the chosen case on a telephone', TALL, (opened) => {
  it.each([claimed, hostile])('stands below the list and fits: $encounter', async (view) => {
    const { page, stub } = opened();
    await page.goto(stub.url);
    await page.locator(`.row[data-id="${view.id}"]`).click();
    await page.locator('.case').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('case-title');
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    await page.getByRole('button', { name: 'Back to list' }).click();
    expect(await page.evaluate('document.activeElement.dataset.id')).toBe(view.id);
  });
});
