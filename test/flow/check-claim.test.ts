/** checkClaim and what is asked of a Bundle before anything reads it. */
import { describe, expect, it } from 'vitest';
import { EDITS } from '../../src/edits/index.ts';
import { type Bundle, type Claim, type Resource, SYSTEM } from '../../src/fhir/index.ts';
import {
  bundledResources,
  chartFromBundle,
  checkClaim,
  checkStructure,
  codeChart,
} from '../../src/flow/index.ts';
import { bundleOf, example, smallVisit, standing } from '../support/service.ts';

const { knowledge, validator } = await standing();
const { bundle, expected } = example('uri-simple-visit');
const draft = codeChart(chartFromBundle(bundle, 'inline', expected.encounter), knowledge).draft;
const claim = draft?.claim as Claim;
const check = (c: unknown) => checkClaim(c as Claim, validator, knowledge);

describe('checkClaim', () => {
  it('finds no error in a claim of our own, and has asked every edit', () => {
    const run = check(claim);
    expect(run.findings.filter((f) => f.severity === 'error')).toEqual([]);
    expect(run.verdicts.map((v) => v.edit)).toEqual(EDITS.map((e) => e.meta.id));
  });

  it('says what base R4 and our profile miss, with the element and its authority', () => {
    const { patient: _p, identifier: _i, ...rest } = claim;
    const structural = check(rest).findings.filter((f) => f.edit === 'fhir-structure');
    expect(structural.map((f) => f.expression).sort()).toEqual(['Claim.identifier', 'Claim.patient']);
    for (const f of structural)
      expect(f).toMatchObject({
        answer: 'fail',
        severity: 'error',
        authority: { source: 'FHIR R4', section: 'claim.html' },
        snip: 2,
      });
  });

  it('asks the edits, too, where the structure is wrong: one fault does not hide another', () => {
    const { patient: _, ...rest } = claim;
    const changed = { ...rest, item: claim.item?.map((i) => ({ ...i, diagnosisSequence: [9] })) };
    const edits = check(changed).findings.map((f) => f.edit);
    expect(edits).toEqual(expect.arrayContaining(['fhir-structure', 'dx-pointer']));
    expect(check(changed).verdicts).toHaveLength(EDITS.length);
  });

  it('follows references into the Bundle the claim came in, and nowhere else', () => {
    const provider = {
      resourceType: 'Organization',
      id: 'org',
      identifier: [{ system: SYSTEM.npi, value: '1234567893' }],
    };
    const sent = { ...claim, provider: { reference: 'Organization/org' } } as Claim;
    const npis = (c: Claim, beside?: Bundle): readonly string[] =>
      checkClaim(c, validator, knowledge, beside)
        .findings.filter((f) => f.edit === 'identifiers-npi')
        .map((f) => f.answer);
    expect(npis(sent, bundleOf([sent, provider as Resource]))).toEqual([]);
    expect(npis(sent)).toEqual(['cannot-tell']);
    const wrong = { ...provider, identifier: [{ system: SYSTEM.npi, value: '1234567894' }] };
    expect(npis(sent, bundleOf([sent, wrong as Resource]))).toEqual(['fail']);
  });

  it.each([
    ['nothing', {}],
    ['null where lists are', { diagnosis: null, item: null, insurance: null }],
    ['text where objects are', { type: 'x', patient: 'x', diagnosis: ['x'], item: ['x'], total: 'x' }],
    ['10,000 levels', { extension: JSON.parse('['.repeat(10_000) + ']'.repeat(10_000)) }],
  ])('answers for a claim of %s', (_name, rest) => {
    const { findings, verdicts } = check({ resourceType: 'Claim', ...rest });
    expect(findings.some((f) => f.severity === 'error')).toBe(true);
    expect(verdicts).toHaveLength(EDITS.length);
  });

  it('never says that a claim it could not read has passed every edit', () => {
    const { verdicts } = check({ resourceType: 'Claim', diagnosis: 'x', item: 'x' });
    expect(verdicts.some((v) => v.answer === 'fail' || v.answer === 'cannot-tell')).toBe(true);
  });

  it('does not change what it is given, and says the same again', () => {
    const copy = structuredClone(claim);
    expect(check(claim)).toEqual(check(copy));
    expect(claim).toEqual(copy);
  });
});

describe('checkStructure', () => {
  const structure = (b: unknown) => () => checkStructure(b as Bundle, validator);

  it('lets a chart through, also with what is wrong but can be read', () => {
    expect(structure(bundle)).not.toThrow();
    expect(structure({ resourceType: 'Bundle' })).not.toThrow();
    const [patient, encounter] = smallVisit('a');
    const odd = { ...encounter, period: { start: '2026-03-05', end: '2026-03-04' } } as Resource;
    expect(structure(bundleOf([odd, ...(patient ? [patient] : [])]))).not.toThrow();
  });

  it.each([
    ['entry', { entry: {} }, 'Bundle.entry'],
    ['resource', { entry: [null, { resource: 7 }] }, 'Bundle.entry[1].resource'],
    ['type', { entry: [{ resource: {} }] }, 'Bundle.entry[0].resource'],
    [
      'element',
      { entry: [{ resource: { resourceType: 'Patient', name: 'x' } }] },
      'Bundle.entry[0].resource: Patient',
    ],
  ])('stops at the first %s that cannot be read, and says where', (_name, rest, expression) => {
    expect(structure({ resourceType: 'Bundle', ...rest })).toThrow(
      expect.objectContaining({ code: 'CW-1009', expression: expect.stringContaining(expression) }),
    );
  });
});

describe('bundledResources', () => {
  it('are those of the entries, in their places', () => {
    const [patient] = smallVisit('a');
    const entry = [{}, null, { resource: patient }, { fullUrl: 'urn:uuid:1' }];
    expect(bundledResources({ resourceType: 'Bundle', entry } as unknown as Bundle)).toEqual([
      undefined,
      undefined,
      patient,
      undefined,
    ]);
    expect(bundledResources({ resourceType: 'Bundle', type: 'collection' })).toEqual([]);
  });
});
