import { describe, expect, it } from 'vitest';
import { loadTerminology } from '../../../src/store/index.ts';
import { fakeTerminology } from '../../support/fake-terminology.ts';
import { ask, contextOf, ICD10CM, issueOf, told } from './support.ts';

const context = contextOf(loadTerminology());
const inSystem = (sent: object, over = context) =>
  ask('CodeSystem/$validate-code', { url: ICD10CM, ...sent }, over);
const inSet = (sent: object, over = context) =>
  ask('ValueSet/$validate-code', { url: `${ICD10CM}?fhir_vs`, ...sent }, over);

describe('CodeSystem/$validate-code', () => {
  it('says true with the display, the code in normal form, and the version', () => {
    expect(told(inSystem({ code: 'E11.22', date: '2026-03-04' }))).toEqual({
      result: true,
      display: 'Type 2 diabetes mellitus with diabetic chronic kidney disease',
      code: 'E11.22',
      system: ICD10CM,
      version: '2026',
    });
  });

  it('is of today when neither date nor version is named', () => {
    expect(told(inSystem({ code: 'E11.22' })).version).toBe('2026');
    const answer = inSystem({ code: 'E11.22' }, { ...context, now: '2026-11-24T12:00:00.000Z' });
    expect([answer.status, issueOf(answer)?.code]).toEqual([422, 'not-supported']);
    expect(issueOf(answer)?.diagnostics).toContain('no ICD-10-CM release is loaded for 2026-11-24');
  });

  it('hints at the normal form of a code without its dot, in lower case', () => {
    expect(told(inSystem({ code: 'e1122' }))).toMatchObject({
      result: true,
      code: 'E11.22',
      message: expect.stringContaining('E11.22'),
    });
  });

  it.each([['urn:oid:2.16.840.1.113883.6.90'], [` ${ICD10CM}/ `], ['http://hl7.org/fhir/sid/icd-10']])(
    'knows the system as %s',
    (url) => {
      expect(told(inSystem({ url, code: 'E11.22' }))).toMatchObject({ result: true, system: ICD10CM });
    },
  );

  it.each<[string, string, string, boolean, string]>([
    ['G35 on the last day', 'G35', '2025-09-30', true, '2025'],
    ['G35, split the day after', 'G35', '2025-10-01', false, '2026'],
    ['S30.1XXA on the last day', 'S30.1XXA', '2025-09-30', true, '2025'],
    ['S30.1XXA the day after', 'S30.1XXA', '2025-10-01', false, '2026'],
    ['G35.A before it came', 'G35.A', '2025-09-30', false, '2025'],
    ['G35.A on its first day', 'G35.A', '2025-10-01', true, '2026'],
    ['E66.81, a heading since FY2025', 'E66.81', '2024-10-01', false, '2025'],
    ['E66.811', 'E66.811', '2024-10-01', true, '2025'],
  ])('dates %s', (_, code, date, result, version) => {
    expect(told(inSystem({ code, date }))).toMatchObject({ result, version });
    expect(told(inSystem({ code, version }))).toMatchObject({ result, version });
  });

  it.each(['2025-09-30T23:30:00-07:00', '2025-09-30T23:30:00+14:00', '2025-09-30T23:30:00 02:00'])(
    'takes the day of %s as it is written at the place of service',
    (date) => {
      expect(told(inSystem({ code: 'G35', date }))).toMatchObject({ result: true, version: '2025' });
    },
  );

  it('names the last day and the successors of a retired code', () => {
    expect(told(inSystem({ code: 'S30.1XXA', date: '2025-10-01' })).message).toBe(
      'The code S30.1XXA was valid until 2025-09-30; its successors are S30.11XA, S30.12XA, S30.13XA.',
    );
  });

  it('names the first day of a code that is to come', () => {
    expect(told(inSystem({ code: 'G35.A', date: '2025-09-30' })).message).toContain('from 2025-10-01 on');
  });

  it('takes a heading for abstract', () => {
    expect(told(inSystem({ code: 'E11' }))).toMatchObject({
      result: false,
      message: expect.stringContaining('I.B.2'),
    });
    expect(told(inSystem({ code: 'E11', abstract: true }))).toMatchObject({ result: true });
  });

  it('checks the display, whatever its case, against the long and the short title', () => {
    const display = 'Type 2 diabetes mellitus w diabetic chronic kidney disease';
    expect(told(inSystem({ code: 'E11.22', display })).result).toBe(true);
    expect(told(inSystem({ code: 'E11.22', display: display.toUpperCase() })).result).toBe(true);
    expect(told(inSystem({ code: 'E11.22', display: 'Type 1 diabetes mellitus' }))).toMatchObject({
      result: false,
      display: 'Type 2 diabetes mellitus with diabetic chronic kidney disease',
    });
    // The left side, shown as right, as public test data has it.
    const right =
      'Displaced fracture of lateral malleolus of right fibula, initial encounter for closed fracture';
    expect(told(inSystem({ code: 'S82.62XA', display: right })).result).toBe(false);
  });

  it.each(['E11.221', '1E1', 'E11.22222', 'COPD', '../etc', '<b>'])('says false of %s', (code) => {
    expect(told(inSystem({ code })).result).toBe(false);
  });

  it('cannot tell of a code that a starter lacks, but can where the edition is whole', () => {
    const rows = { codes: { A00: { billable: false }, 'A00.0': 'Cholera' } };
    const starter = contextOf(fakeTerminology({ ...rows, complete: false }));
    expect(inSystem({ code: 'B99.9' }, starter).status).toBe(422);
    expect(issueOf(inSystem({ code: 'B99.9' }, starter))?.diagnostics).toMatch(/^Cannot tell: /);
    expect(told(inSystem({ code: 'B99.9' }, contextOf(fakeTerminology(rows)))).result).toBe(false);
  });

  it.each<[string, object, string]>([
    ['a day before every release', { date: '2010-01-01' }, 'date'],
    ['a version that is not loaded', { version: '2031' }, 'version'],
    ['a date outside the version', { version: '2025', date: '2025-10-01' }, 'version'],
    ['another system', { url: 'http://snomed.info/sct' }, 'url'],
  ])('answers 422, not false, for %s', (_, sent, parameter) => {
    const answer = inSystem({ code: 'E11.22', ...sent });
    expect(answer.status).toBe(422);
    expect(issueOf(answer)?.expression).toEqual([`Parameters.parameter.where(name='${parameter}')`]);
  });

  it('says where date and version contradict each other', () => {
    const answer = inSystem({ code: 'E11.22', version: '2025', date: '2025-10-01' });
    expect(issueOf(answer)).toMatchObject({
      code: 'invalid',
      diagnostics: expect.stringContaining('FY2026'),
    });
  });

  it('reads the WHO URI as ICD-10-CM only where the code is valid in it', () => {
    const url = 'http://hl7.org/fhir/sid/icd-10';
    expect(told(inSystem({ url, code: 'E11.9' })).message).toContain(ICD10CM);
    expect(inSystem({ url, code: 'S30.1XXA', date: '2025-10-01' }).status).toBe(422);
  });

  it('takes a Coding with its own version', () => {
    const coding = { system: 'urn:oid:2.16.840.1.113883.6.90', code: 'G35', version: '2025' };
    expect(told(inSystem({ url: ICD10CM, coding }))).toMatchObject({ result: true, version: '2025' });
    expect(inSystem({ coding, version: '2026' }).status).toBe(422);
    expect(told(ask('CodeSystem/$validate-code', { coding }, context)).result).toBe(true);
  });

  it('takes a concept for valid when one coding is', () => {
    const other = { system: 'http://snomed.info/sct', code: '44054006' };
    const coded = (...coding: object[]) => told(inSystem({ codeableConcept: { coding } })).result;
    expect(coded(other, { system: ICD10CM, code: 'E11.9' })).toBe(true);
    expect(coded(other)).toBe(false);
    expect(told(inSystem({ codeableConcept: { text: 'diabetes' } }))).toMatchObject({ result: false });
  });

  it.each([
    ['99213', 'http://www.ama-assn.org/go/cpt'],
    ['99213', 'urn:oid:2.16.840.1.113883.6.12'],
    ['00000', 'http://www.ama-assn.org/go/cpt'],
    ['25', 'http://www.ama-assn.org/go/cpt'],
  ])('does not verify %s of %s', (code, url) => {
    const answer = inSystem({ url, code });
    expect([answer.status, issueOf(answer)?.diagnostics]).toEqual([
      422,
      expect.stringContaining('not verified'),
    ]);
  });

  it('knows the shape, and the days of a procedure code that are recorded', () => {
    const cpt = 'http://www.ama-assn.org/go/cpt';
    const terms = contextOf(
      fakeTerminology({ procedures: { 99201: { lastDay: '2020-12-31', label: 'old' } } }),
    );
    expect(told(inSystem({ url: cpt, code: '99201' }, terms))).toMatchObject({
      result: false,
      message: 'The code 99201 was valid until 2020-12-31.',
    });
    expect(told(inSystem({ url: cpt, code: 'E11.9' })).result).toBe(false);
  });

  it('tells by a release that is loaded, of codes, modifiers and ICD-10-PCS alike', () => {
    const fake = fakeTerminology();
    const [release] = fake.releases();
    if (!release) throw new Error('the fake has a release');
    const active = { kind: 'active', label: 'Short words', release } as const;
    const unknown = { kind: 'unknown', release } as const;
    const procedures = {
      ...fake.procedures,
      status: (c: string) => (c === 'G0439' ? active : unknown),
      modifier: (c: string) => (c === 'GT' ? active : unknown),
    };
    const entry = { code: '0DTJ4ZZ', title: 'Resection of Appendix, Percutaneous Endoscopic Approach' };
    const icd10pcs = {
      ...fake.icd10pcs,
      status: (c: string) => (c === entry.code ? ({ kind: 'active', entry, release } as never) : unknown),
    };
    const loaded = contextOf({ ...fake, procedures, icd10pcs });
    const hcpcs = 'https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
    expect(told(inSystem({ url: hcpcs, code: 'g0439' }, loaded))).toMatchObject({
      result: true,
      display: 'Short words',
    });
    expect(told(inSystem({ url: hcpcs, code: 'G0440' }, loaded)).result).toBe(false);
    expect(told(inSystem({ url: hcpcs, code: 'GT' }, loaded)).result).toBe(true);
    expect(told(inSystem({ url: hcpcs, code: 'XX' }, loaded)).result).toBe(false);
    const url = 'urn:oid:2.16.840.1.113883.6.4';
    expect(told(inSystem({ url, code: '0DTJ4ZZ' }, loaded))).toMatchObject({
      result: true,
      display: entry.title,
    });
    expect(told(inSystem({ url, code: '0DTJ4ZX' }, loaded)).result).toBe(false);
    expect(told(inSystem({ url, code: '0DTJ' }, loaded)).result).toBe(false);
    expect(inSystem({ url, code: '0DTJ4ZZ' }).status).toBe(422);
    expect(told(ask('CodeSystem/$lookup', { system: hcpcs, code: 'G0439' }, loaded))).toEqual({
      name: 'HCPCS Level II',
      display: 'Short words',
    });
  });

  it.each<[string, object, string, string]>([
    ['no code', {}, 'CW-1003', 'code'],
    ['a code and a coding', { code: 'E11.9', coding: { code: 'E11.9' } }, 'CW-1004', 'coding'],
    ['an empty code', { code: ' ' }, 'CW-1004', 'code'],
    ['a code twice', { code: ['E11.9', 'E11.8'] }, 'CW-1004', 'code'],
    ['a coding as text', { coding: 'E11.9' }, 'CW-1004', 'coding'],
    ['a coding without code', { coding: { system: ICD10CM } }, 'CW-1004', 'coding'],
    ['a partial date', { code: 'E11.9', date: '2026-03' }, 'CW-1004', 'date'],
    ['a day that is none', { code: 'E11.9', date: '2026-02-30' }, 'CW-1004', 'date'],
    ['a date with words', { code: 'E11.9', date: '2026-03-04Tnoon' }, 'CW-1004', 'date'],
    ['abstract as a word', { code: 'E11.9', abstract: 'yes' }, 'CW-1004', 'abstract'],
    [
      'a display beside a coding',
      { coding: { code: 'A', system: ICD10CM }, display: 'x' },
      'CW-1004',
      'display',
    ],
    ['two systems', { code: 'E11.9', system: 'http://snomed.info/sct' }, 'CW-1004', 'system'],
    ['a misspelt parameter', { code: 'E11.9', dtae: '2026-03-04' }, 'CW-1004', 'dtae'],
  ])('refuses %s, naming the parameter', (_, sent, code, named) => {
    expect(() => inSystem(sent)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(named) }),
    );
  });
});

describe('ValueSet/$validate-code', () => {
  it('knows every code, and what lies below one', () => {
    expect(told(inSet({ code: 'E11.22', system: ICD10CM })).result).toBe(true);
    const url = `${ICD10CM}?fhir_vs=isa-E11`;
    expect(told(inSet({ url, code: 'E11.22', system: ICD10CM })).result).toBe(true);
    expect(told(inSet({ url, code: 'E10.22', system: ICD10CM }))).toMatchObject({
      result: false,
      message: 'The code E10.22 is not in the value set.',
    });
  });

  it('takes an alias of the system in the address, and its version', () => {
    const url = 'urn:oid:2.16.840.1.113883.6.90?fhir_vs=isa-G35|2025';
    expect(told(inSet({ url, code: 'G35', system: ICD10CM }))).toMatchObject({
      result: true,
      version: '2025',
    });
    expect(told(inSet({ code: 'G35', system: ICD10CM, systemVersion: '2025' })).result).toBe(true);
  });

  it('says false of a code of another system', () => {
    const coding = { system: 'http://snomed.info/sct', code: '44054006' };
    expect(told(inSet({ coding })).result).toBe(false);
  });

  it('knows no other value set, and cannot list another system', () => {
    for (const url of [
      'http://example.org/vs',
      ICD10CM,
      `${ICD10CM}?fhir_vs=ecl/x`,
      `${ICD10CM}?fhir_vs=isa-COPD`,
    ])
      expect(inSet({ url, code: 'E11.9', system: ICD10CM }).status).toBe(404);
    expect(inSet({ url: 'http://www.ama-assn.org/go/cpt?fhir_vs', code: '99213', system: 'x' }).status).toBe(
      422,
    );
  });

  it('needs the system of a code', () => {
    expect(() => inSet({ code: 'E11.9' })).toThrow(expect.objectContaining({ code: 'CW-1003' }));
  });
});
