import { describe, expect, it } from 'vitest';
import { applyFix, editOutcome, mendByPolicy, runEdits, subjectOfClaim } from '../../src/edits/index.ts';
import { type Claim, SYSTEM } from '../../src/fhir/index.ts';
import { deepFreeze } from '../../src/kernel/index.ts';
import { tables } from './tables.ts';

const terminology = tables({
  codes: {
    'E11.9': {},
    'F02.80': 'Dementia in other diseases classified elsewhere',
    'G30.9': {},
    'T07.XXXA': {},
  },
  notes: [
    {
      kind: 'codeFirst',
      node: 'F02',
      targets: ['G30'],
      text: 'the underlying physiological condition (G30.-)',
    },
  ],
  mue: [
    ['93000', 1, 3],
    ['96372', 4, 3],
  ],
});

const dx = (code: string, sequence: number, type?: string) => ({
  sequence,
  diagnosisCodeableConcept: { coding: [{ system: SYSTEM.icd10cm, code, display: 'as it was' }] },
  ...(type ? { type: [{ coding: [{ code: type }] }] } : {}),
});
const item = (sequence: number, code: string, units: number, net: number, pointers: number[]) => ({
  sequence,
  productOrService: { coding: [{ system: SYSTEM.cpt, code }] },
  servicedDate: '2026-03-04',
  quantity: { value: units },
  unitPrice: { value: net / units, currency: 'USD' as const },
  net: { value: net, currency: 'USD' as const },
  diagnosisSequence: pointers,
});
const claimOf = (parts: Partial<Claim>): Claim =>
  deepFreeze({
    resourceType: 'Claim',
    type: { coding: [{ code: 'professional' }] },
    ...parts,
  } as unknown as Claim);
const check = (claim: Claim) => runEdits(subjectOfClaim(claim), { terminology });
const found = (claim: Claim, edit: string) => {
  const finding = check(claim).findings.find((f) => f.edit === edit && f.fix);
  if (!finding) throw new Error(`no mend of ${edit}`);
  return finding;
};
const mended = (claim: Claim, edit: string) =>
  applyFix(claim, found(claim, edit), { who: 'Practitioner/1', why: 'as suggested' });

describe('a safe mend', () => {
  it('puts the dot, and drops a title that may not fit', () => {
    const claim = claimOf({ diagnosis: [dx('E119', 1)], item: [item(1, '93000', 1, 10, [1])] });
    const { claim: after, record } = mended(claim, 'icd10cm-dot') ?? {};
    expect(after?.diagnosis?.[0]?.diagnosisCodeableConcept?.coding).toEqual([
      { system: SYSTEM.icd10cm, code: 'E11.9' },
    ]);
    expect(claim.diagnosis?.[0]?.diagnosisCodeableConcept?.coding?.[0]?.code).toBe('E119');
    expect(record).toMatchObject({ who: 'Practitioner/1', why: 'as suggested', edit: 'icd10cm-dot' });
    expect(record?.patch.parameter?.[0]?.part).toEqual([
      { name: 'type', valueCode: 'replace' },
      { name: 'path', valueString: 'Claim.diagnosis[0].diagnosis.coding[0].code' },
      { name: 'value', valueCode: 'E11.9' },
    ]);
  });

  it('puts the etiology first, and the pointers and the principal go with it', () => {
    const claim = claimOf({
      diagnosis: [dx('F02.80', 1, 'principal'), dx('E11.9', 2), dx('G30.9', 3)],
      item: [item(1, '93000', 1, 10, [1, 3])],
    });
    const after = mended(claim, 'icd10cm-code-first')?.claim;
    expect(after?.diagnosis?.map((d) => d.sequence)).toEqual([2, 3, 1]);
    expect(after?.diagnosis?.map((d) => d.type?.[0]?.coding?.[0]?.code)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(after?.item?.[0]?.diagnosisSequence).toEqual([2, 1]);
    expect(after && check(after).findings.some((f) => f.edit === 'icd10cm-code-first')).toBe(false);
  });

  it('removes a line that says the same, and its charge from the total', () => {
    const claim = claimOf({
      diagnosis: [dx('E11.9', 1)],
      item: [item(1, '93000', 1, 10.1, [1]), item(2, '93000', 1, 10.1, [1])],
      total: { value: 20.2, currency: 'USD' as const },
    });
    const after = mended(claim, 'duplicate-line')?.claim;
    expect(after?.item?.map((i) => i.sequence)).toEqual([1]);
    expect(after?.total?.value).toBe(10.1);
  });

  it('folds units that the day allows', () => {
    const claim = claimOf({
      diagnosis: [dx('E11.9', 1)],
      item: [item(1, '96372', 1, 20, [1]), item(2, '96372', 2, 40, [1])],
      total: { value: 60, currency: 'USD' as const },
    });
    const after = mended(claim, 'duplicate-line')?.claim;
    expect(after?.item).toHaveLength(1);
    expect(after?.item?.[0]).toMatchObject({ quantity: { value: 3 }, net: { value: 60 } });
    expect(after && check(after).findings.filter((f) => f.edit === 'amounts')).toEqual([]);
  });

  it('is offered for no lines of different prices, nor beyond the limit', () => {
    for (const second of [item(2, '96372', 2, 50, [1]), item(2, '96372', 4, 80, [1])]) {
      const claim = claimOf({ diagnosis: [dx('E11.9', 1)], item: [item(1, '96372', 1, 20, [1]), second] });
      expect(check(claim).findings.find((f) => f.edit === 'duplicate-line')?.fix).toBeUndefined();
    }
  });

  it('is not made on another claim', () => {
    const finding = found(claimOf({ diagnosis: [dx('E119', 1)] }), 'icd10cm-dot');
    expect(applyFix(claimOf({}), finding, { who: 'x', why: 'y' })).toBeUndefined();
  });

  it('is contained in the outcome, and the finding refers to it', () => {
    const claim = claimOf({ diagnosis: [dx('E119', 1)] });
    const outcome = editOutcome(check(claim), claim);
    const issue = outcome.issue?.find((i) => i.details?.coding?.[0]?.code === 'icd10cm-dot');
    const reference = issue?.extension?.find((e) => e.url.endsWith('/edit-fix'))?.valueReference?.reference;
    expect(outcome.contained?.map((c) => `#${c.id}`)).toEqual([reference]);
    expect(editOutcome(check(claim)).contained).toBeUndefined();
  });
});

describe('mends by policy', () => {
  const claim = claimOf({
    diagnosis: [dx('E119', 1), dx('G309', 2)],
    item: [item(1, '93000', 1, 10, [1]), item(2, '93000', 1, 10, [1]), item(3, '96372', 1, 20, [1])],
    total: { value: 40, currency: 'USD' as const },
  });

  it('makes those of the edits that are allowed, one after another', () => {
    const all = mendByPolicy(claim, check, () => true);
    expect(all.records.map((r) => r.edit).sort()).toEqual(['duplicate-line', 'icd10cm-dot', 'icd10cm-dot']);
    expect(all.claim.diagnosis?.map((d) => d.diagnosisCodeableConcept?.coding?.[0]?.code)).toEqual([
      'E11.9',
      'G30.9',
    ]);
    expect(all.claim.total?.value).toBe(30);
    expect(all.records[0]).toMatchObject({ who: 'policy' });
  });

  it('makes none otherwise', () => {
    const none = mendByPolicy(claim, check, () => false);
    expect(none.claim).toBe(claim);
    expect(none.records).toEqual([]);
  });
});
