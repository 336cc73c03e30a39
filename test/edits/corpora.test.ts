/** Subject readers and edits on every Claim of ../shared that nobody here made; skipped where ../shared is absent. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type EditSubject, editOutcome, runEdits, subjectOfClaim } from '../../src/edits/index.ts';
import type { Bundle, Claim, Resource } from '../../src/fhir/index.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';

const CORPORA = new URL('../../../shared/corpora/', import.meta.url);
const absent = !existsSync(CORPORA);
const terminology = fakeTerminology({ complete: false });

const claimsIn = (folder: string): readonly (readonly [string, Claim])[] =>
  readdirSync(new URL(folder, CORPORA))
    .filter((name) => name.startsWith('Claim-') && name.endsWith('.json'))
    .map((name) => [name, JSON.parse(readFileSync(new URL(folder + name, CORPORA), 'utf8')) as Claim]);

/** What a subject says of the parts of its claim that every edit leans on. */
function expectWhole(claim: Claim, subject: EditSubject): void {
  expect(subject.diagnoses).toHaveLength(claim.diagnosis?.length ?? 0);
  expect(subject.lines).toHaveLength(claim.item?.length ?? 0);
  expect(subject.parties.some((p) => p.role === 'billing')).toBe(true);
  expect(subject.on).toMatch(/^\d{4}-\d\d-\d\d$/);
}

describe.skipIf(absent)('the HL7 R4 examples (skipped without ../shared)', () => {
  const claims = absent ? [] : claimsIn('r4-spec-examples/');
  it('are there', () => expect(claims.length).toBe(17));
  it.each(claims)('%s is read and checked', (_name, claim) => {
    const subject = subjectOfClaim(claim);
    expectWhole(claim, subject);
    expect(subject.unreadable).toEqual([]);
    const { issue } = editOutcome(runEdits(subject, { terminology }));
    expect(issue?.every((i) => !/\{\w+\}/.test(i.diagnostics ?? ''))).toBe(true);
  });
});

describe.skipIf(absent)('the Da Vinci PCT examples (skipped without ../shared)', () => {
  const claims = new Map(absent ? [] : claimsIn('davinci-pct/examples/'));
  const named = (name: string): Claim => {
    const claim = claims.get(name);
    if (!claim) throw new Error(`no ${name}`);
    return claim;
  };

  it('are all read and checked', () => {
    expect(claims.size).toBe(5);
    for (const claim of claims.values()) {
      const subject = subjectOfClaim(claim);
      expect(subject.unreadable).toEqual([]);
      runEdits(subject, { terminology });
    }
  });

  it('professional: what is wrong with it is found', () => {
    const subject = subjectOfClaim(named('Claim-PCT-GFE-Professional-MRI.json'));
    expect(subject).toMatchObject({ kind: 'professional', on: '2021-10-31', totalCents: 20000 });
    expect(subject.lines[0]).toMatchObject({
      code: '70551',
      placeOfService: '21',
      netCents: 20000,
      units: 1,
    });
    const found = runEdits(subject, { terminology }).findings.map((f) => `${f.edit} ${f.expression}`);
    expect(found).toContain('dx-pointer Claim.item[0]');
    expect(found).toContain('procedure-shape Claim.item[0].modifier[0]');
    expect(found).not.toContain('amounts Claim.item[0]');
  });

  it('institutional: an inpatient bill with its revenue code', () => {
    const subject = subjectOfClaim(named('Claim-PCT-GFE-Institutional-1.json'));
    expect(subject).toMatchObject({ kind: 'institutional', inpatient: true, on: '2021-10-31' });
    expect(subject.lines[0]?.revenue).toBe('0611');
  });
});

describe.skipIf(absent)('the Synthea bundles (skipped without ../shared)', () => {
  const folder = 'synthea-2018/';
  const names = absent ? [] : readdirSync(new URL(folder, CORPORA)).filter((n) => n.endsWith('.json.gz'));
  it('are there', () => expect(names.length).toBe(24));
  it('are read and checked, with their references and without', () => {
    let claims = 0;
    for (const name of names) {
      const text = gunzipSync(readFileSync(new URL(folder + name, CORPORA))).toString('utf8');
      const bundle = JSON.parse(text) as Bundle;
      const resources = new Map<string, Resource>(
        (bundle.entry ?? []).flatMap((e) => (e.fullUrl && e.resource ? [[e.fullUrl, e.resource]] : [])),
      );
      for (const resource of resources.values()) {
        if (resource.resourceType !== 'Claim') continue;
        claims += 1;
        const alone = subjectOfClaim(resource);
        const subject = subjectOfClaim(resource, undefined, (r) => resources.get(r));
        expectWhole(resource, subject);
        expect(subject.unreadable).toEqual([]);
        expect(subject.patient.birthDate).toBeDefined();
        expect(alone.patient.birthDate).toBeUndefined();
        // A Synthea claim names each diagnosis by a Condition of its bundle.
        expect(subject.diagnoses.every((d) => d.code !== '')).toBe(true);
        expect(alone.diagnoses.every((d) => d.reference !== undefined)).toBe(true);
        expect(runEdits(subject, { terminology }).verdicts).toHaveLength(
          runEdits(alone, { terminology }).verdicts.length,
        );
      }
    }
    expect(claims).toBe(293);
  });
});
