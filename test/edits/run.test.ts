import { describe, expect, it } from 'vitest';
import { identifiersNpi } from '../../src/edits/identifiers-npi.ts';
import { checkEdit, EDITS, type EditPolicy, policyProblems, runEdits } from '../../src/edits/index.ts';
import { day } from '../support/fake-terminology.ts';
import { BAD_NPI, facts, GOOD_NPI, insured, ON, party, subject } from './subjects.ts';
import { tables } from './tables.ts';

const CODES = '99213 36415 93000 94010 94640 96372 69210 92551 99173 94760 70551'.split(' ');
const terminology = tables({
  codes: { 'E11.9': {}, I10: {} },
  procedures: Object.fromEntries(CODES.slice(0, 10).map((code) => [code, { globalDays: 'XXX' }])),
  notes: [],
  ptp: [],
  mue: [],
  addOns: {},
  places: ['11'],
  mce: {},
  hccs: {},
  coverage: {},
  seventh: {},
});
const whole = { named: true, addressed: true };
const clean = subject({
  dx: ['E11.9', 'I10'],
  lines: [{ code: '99213', placeOfService: '11', unitPriceCents: 9000, netCents: 9000 }],
  totalCents: 9000,
  facts: facts(),
  parties: [
    { ...party('billing', GOOD_NPI, 'Claim.provider', false), ...whole, taxId: '12-3456789' },
    party('rendering', GOOD_NPI),
  ],
  patient: { birthDate: day('1970-05-06'), sex: 'female', expression: 'Claim.patient', ...whole },
  claimNumbers: ['CW1'],
  coverages: [insured({ from: day('2026-01-01') })],
  history: [],
  today: ON,
  supportedVisits: ['99213'],
});
const FILED: EditPolicy = [{ edit: 'dates-timely', parameters: { days: 365 } }];
const faulty = subject({
  ...clean,
  dx: ['E11.7', 'I10'],
  lines: CODES.map((code, i) => ({
    code,
    placeOfService: '11',
    pointers: i === 2 || i === 10 ? [9] : [1],
    netCents: 100,
  })),
  totalCents: 1100,
  parties: [{ ...party('billing', BAD_NPI, 'Claim.provider', true), ...whole, taxId: '12-3456789' }],
});
const run = (s = faulty, policy?: EditPolicy) => runEdits(s, { terminology }, policy);
const by = (edit: string, policy: EditPolicy, s = faulty) =>
  run(s, policy).findings.filter((f) => f.edit === edit);

describe('runEdits', () => {
  it('finds nothing in a clean claim, and looks at it with every edit', () => {
    const { findings, verdicts } = run(clean, FILED);
    expect(findings).toEqual([]);
    expect(verdicts.map((v) => v.edit)).toEqual(EDITS.map((e) => e.meta.id));
    expect(verdicts.filter((v) => v.answer === 'cannot-tell')).toEqual([]);
    expect(verdicts.filter((v) => v.answer === 'pass').length).toBeGreaterThan(14);
  });

  it('orders by severity, element by number, then edit', () => {
    expect(run().findings.map((f) => `${f.severity} ${f.expression} ${f.edit}`)).toEqual([
      'error Claim.diagnosis[0] icd10cm-unknown',
      'error Claim.item[2].diagnosisSequence[0] dx-pointer',
      'error Claim.item[10].diagnosisSequence[0] dx-pointer',
      'error Claim.provider identifiers-npi',
      'information Claim.item[10] procedure-unknown',
    ]);
  });

  it('gives every finding its sentence, authority and level', () => {
    expect(run().findings[0]).toEqual({
      edit: 'icd10cm-unknown',
      answer: 'fail',
      severity: 'error',
      issueType: 'code-invalid',
      message: 'E11.7 is not in ICD-10-CM release icd10cm-test; choose a code that is.',
      expression: 'Claim.diagnosis[0]',
      codes: ['E11.7'],
      authority: { source: '45 CFR', section: '162.1002(c)(2)' },
      snip: 5,
    });
    expect(run().findings.at(-1)).toMatchObject({ answer: 'cannot-tell', issueType: 'incomplete' });
  });

  it('never repeats an NPI', () => {
    expect(JSON.stringify(run().findings)).not.toContain(BAD_NPI);
  });

  it('says of every edit what it answered', () => {
    const answers = new Map(run().verdicts.map((v) => [v.edit, v.answer]));
    expect(answers.get('icd10cm-unknown')).toBe('fail');
    expect(answers.get('procedure-unknown')).toBe('cannot-tell');
    expect(answers.get('icd10cm-not-billable')).toBe('cannot-tell');
    expect(answers.get('procedure-shape')).toBe('pass');
    expect(answers.get('telehealth-pos-modifier')).toBe('not-applicable');
  });

  it('does not apply an edit outside its period, and looks at a claim without a date', () => {
    const before = subject({ ...faulty, on: day('2008-05-22') });
    expect(checkEdit(identifiersNpi, before, { terminology }).answer).toBe('not-applicable');
    expect(checkEdit(identifiersNpi, { ...faulty, on: undefined }, { terminology }).answer).toBe('fail');
  });

  it('lets a fault through: it is ours', () => {
    const broken = {
      ...terminology.icd10cm,
      status: () => {
        throw new TypeError('broken');
      },
    };
    expect(() => runEdits(faulty, { terminology: { ...terminology, icd10cm: broken } })).toThrow('broken');
  });

  it('asks for the notes of a code once a run', () => {
    const asked: string[] = [];
    const counting = {
      ...terminology.icd10cm,
      notes: (code: Parameters<typeof terminology.icd10cm.notes>[0], on: typeof ON) => {
        asked.push(code);
        return terminology.icd10cm.notes(code, on);
      },
    };
    runEdits(clean, { terminology: { ...terminology, icd10cm: counting } });
    expect(asked.toSorted()).toEqual(['E11.9', 'I10']);
  });
});

describe('policy', () => {
  it('switches an edit off', () => {
    expect(by('dx-pointer', [{ edit: 'dx-pointer', off: true }])).toEqual([]);
    const { verdicts } = run(faulty, [{ edit: 'dx-pointer', off: true }]);
    expect(verdicts.find((v) => v.edit === 'dx-pointer')?.answer).toBe('not-applicable');
  });

  it('changes the severity of failures', () => {
    const [found] = by('icd10cm-unknown', [{ edit: 'icd10cm-unknown', severity: 'warning' }]);
    expect(found?.severity).toBe('warning');
  });

  it('makes what cannot be told milder, never worse', () => {
    expect(by('procedure-unknown', [{ edit: 'procedure-unknown', severity: 'error' }])[0]?.severity).toBe(
      'information',
    );
  });

  it('binds one payer', () => {
    const mine: EditPolicy = [{ edit: 'dx-pointer', payerId: '60054', off: true }];
    const other: EditPolicy = [{ edit: 'dx-pointer', payerId: '99999', off: true }];
    expect(by('dx-pointer', mine)).toHaveLength(0);
    expect(by('dx-pointer', other)).toHaveLength(2);
    expect(by('dx-pointer', mine, { ...faulty, facts: undefined, coverages: undefined })).toHaveLength(2);
  });

  it('binds from its first to its last day', () => {
    const during = (from: string, to: string): number =>
      by('dx-pointer', [{ edit: 'dx-pointer', from, to, off: true }]).length;
    expect(during(ON, ON)).toBe(0);
    expect(during('2026-03-05', '2026-12-31')).toBe(2);
    expect(during('2025-01-01', '2026-03-03')).toBe(2);
    expect(
      by('dx-pointer', [{ edit: 'dx-pointer', from: '2000-01-01', off: true }], { ...faulty, on: undefined }),
    ).toHaveLength(2);
  });

  it('lets the later entry win', () => {
    const policy: EditPolicy = [
      { edit: 'dx-pointer', off: true, severity: 'information' },
      { edit: 'dx-pointer', off: false },
    ];
    expect(by('dx-pointer', policy).map((f) => f.severity)).toEqual(['information', 'information']);
  });

  it('names entries that no edit or no day can match', () => {
    const ids = new Set(EDITS.map((e) => e.meta.id));
    expect(policyProblems([{ edit: 'dates', off: true }], ids)).toEqual([]);
    expect(
      policyProblems(
        [
          { edit: 'date', off: true },
          { edit: 'dates', from: '2026-02-01', to: '2026-01-01' },
        ],
        ids,
      ),
    ).toEqual(['entry 0 names no edit: date', 'entry 1 ends on 2026-01-01, before it begins on 2026-02-01']);
  });
});
