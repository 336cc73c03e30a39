import { describe, expect, it } from 'vitest';
import { responsesOf } from '../../../src/x12/index.ts';
import { describeWithShared } from '../../support/shared.ts';
import { CORPUS, filesOf } from '../syntax/support.ts';
import { faultsOf, REMITTANCE_LINES, response, told } from './support.ts';

const whole = response('835', REMITTANCE_LINES);

/** The same remittance with lines changed, left out ('') or put after. */
function changed(...changes: readonly (readonly [string, string])[]): string {
  const lines = changes.reduce<readonly string[]>((all, [from, to]) => {
    if (!all.includes(from)) throw new Error(`not there: ${from}`);
    return all.flatMap((line) => (line !== from ? [line] : to === '' ? [] : to.split('\n')));
  }, REMITTANCE_LINES);
  return response('835', lines);
}

const balanced = (text: string): readonly boolean[] =>
  told(text, 'payment-end').map(({ end }) => end.balanced);
const faultIds = (text: string): readonly string[] =>
  faultsOf(text).map((f) => `${f.id} ${f.loop} ${f.segment}${f.element ?? ''}`);

describe('a remittance that adds up', () => {
  it('has no fault and is balanced', () => {
    expect(faultIds(whole)).toEqual([]);
    expect(balanced(whole)).toEqual([true]);
  });

  it('tells the payment before its claims and its end after them', () => {
    expect(responsesOf(whole).map((e) => e.kind)).toEqual([
      'payment',
      'claim-payment',
      'claim-payment',
      'payment-end',
    ]);
    expect(told(whole, 'payment')[0]?.payment).toMatchObject({
      traceNumber: 'EFT1',
      amount: 12_000,
      method: 'ACH',
      date: '2026-03-10',
      produced: '2026-03-09',
      payer: { name: 'PAYER' },
      payee: { id: '1234567893' },
      transaction: { controlNumber: '0001', interchange: '000000007' },
    });
  });

  it('tells each claim with its lines, numbers, codes and remarks', () => {
    const [first, second] = told(whole, 'claim-payment').map(({ claim }) => claim);
    expect(first).toMatchObject({
      number: 'CW1',
      disposition: 'primary',
      forwarded: false,
      charge: 10_050,
      paid: 8_000,
      patientResponsibility: 2_050,
      payerControlNumber: 'ICN1',
      originalNumber: 'ICN0',
      remarks: ['MA01'],
      amounts: [{ qualifier: 'AU', value: '100.5' }],
      lines: [
        {
          procedure: { qualifier: 'HC', code: '99213', modifiers: ['25'] },
          charge: 6_025,
          paid: 5_000,
          allowed: 6_025,
          trace: 'L1',
          remarks: [{ qualifier: 'HE', value: 'N130' }],
          adjustments: [{ group: 'PR', reason: '3', amount: 1_025 }],
        },
        { trace: 'L2', allowed: undefined },
      ],
    });
    expect(second).toMatchObject({
      disposition: 'denied',
      lines: [],
      adjustments: [
        { group: 'CO', reason: '45', amount: 500 },
        { group: 'CO', reason: '97', amount: 6_000 },
      ],
    });
  });

  it('tells what is taken from the provider', () => {
    expect(told(whole, 'payment-end')[0]?.end).toMatchObject({
      claims: 2,
      paid: 12_500,
      providerAdjustments: [
        {
          provider: '1234567893',
          fiscalYearEnd: '2026-12-31',
          reason: 'WO',
          reference: 'ICN9',
          amount: 500,
        },
      ],
    });
  });
});

describe('a remittance that does not add up', () => {
  it.each<[string, readonly (readonly [string, string])[], readonly string[]]>([
    [
      'a line a cent too high',
      [['SVC*HC:83036*40.25*30**1', 'SVC*HC:83036*40.25*30.01**1']],
      ['line-balance 2110 SVC3'],
    ],
    [
      'a line without its adjustment',
      [['SVC*HC:83036*40.25*30**1', 'SVC*HC:83036*40.25*40.25**1']],
      ['line-balance 2110 SVC3'],
    ],
    [
      'a claim a cent too low',
      [
        ['CLP*CW2*4*110*45*0*12*ICN2*11*1', 'CLP*CW2*4*110*44.99*0*12*ICN2*11*1'],
        ['PLB*1234567893*20261231*WO:ICN9*5', 'PLB*1234567893*20261231*WO:ICN9*4.99'],
      ],
      ['claim-balance 2100 CLP4'],
    ],
    [
      'lines that do not make the charge',
      [
        ['SVC*HC:83036*40.25*30**1', 'SVC*HC:83036*50.25*40**1'],
        ['CLP*CW1*1*100.5*80*20.5*12*ICN1*11*1', 'CLP*CW1*1*100.5*80*20.5*12*ICN1*11*1'],
      ],
      ['lines-charge 2100 CLP3'],
    ],
    [
      'a payment of another amount',
      [['PLB*1234567893*20261231*WO:ICN9*5', 'PLB*1234567893*20261231*WO:ICN9*6']],
      ['payment-balance HEADER BPR2'],
    ],
    [
      'a provider adjustment left out',
      [['PLB*1234567893*20261231*WO:ICN9*5', '']],
      ['payment-balance HEADER BPR2'],
    ],
    [
      'an amount with a third decimal',
      [['CAS*CO*45*5**97*60', 'CAS*CO*45*5.004**97*60']],
      ['amount-unreadable 2100 CLP'],
    ],
    [
      'an adjustment without an amount',
      [['CAS*CO*45*5**97*60', 'CAS*CO*45*5**97']],
      ['amount-unreadable 2100 CLP'],
    ],
  ])('%s is located', (_, changes, expected) => {
    const text = changed(...changes);
    expect(balanced(text)).toEqual([false]);
    expect(faultIds(text)).toEqual(expected);
  });

  it('says so of what is left to the patient, and is balanced all the same', () => {
    const text = changed(['CLP*CW1*1*100.5*80*20.5*12*ICN1*11*1', 'CLP*CW1*1*100.5*80*20*12*ICN1*11*1']);
    expect(faultsOf(text)).toMatchObject([{ id: 'patient-responsibility', severity: 'warning' }]);
    expect(balanced(text)).toEqual([true]);
  });

  it('ends no payment when it is cut short', () => {
    const cut = whole.slice(0, whole.indexOf('PLB'));
    expect(balanced(cut)).toEqual([]);
    expect(faultIds(cut)).toContain('envelope-open undefined SE');
  });
});

describe('reversals and corrections', () => {
  it('are told as such, and the whole balances', () => {
    const text = changed(
      [
        'CLP*CW2*4*110*45*0*12*ICN2*11*1',
        'CLP*CW2*22*-110*-45*0*12*ICN2*11*1\nCAS*CO*45*-5**97*-60\nNM1*QC*1*ROE*ANN\nCLP*CW2*1*110*90*0*12*ICN3*11*1',
      ],
      ['CAS*CO*45*5**97*60', 'CAS*CO*45*20'],
      [
        'BPR*I*120*C*ACH*CCP*01*111000025*DA*1*1512345678**01*111000025*DA*2*20260310',
        'BPR*I*120*C*ACH*CCP*01*111000025*DA*1*1512345678**01*111000025*DA*2*20260310',
      ],
    );
    expect(faultIds(text)).toEqual([]);
    expect(balanced(text)).toEqual([true]);
    expect(told(text, 'claim-payment').map(({ claim }) => claim.disposition)).toEqual([
      'primary',
      'reversal',
      'primary',
    ]);
  });

  it.each([
    ['2', 'secondary', false],
    ['3', 'tertiary', false],
    ['19', 'primary', true],
    ['23', 'not-ours', true],
    ['25', 'predetermination', false],
    ['99', 'unknown', false],
  ])('CLP02 %s is %s', (status, disposition, forwarded) => {
    const text = changed(['CLP*CW2*4*110*45*0*12*ICN2*11*1', `CLP*CW2*${status}*110*45*0*12*ICN2*11*1`]);
    expect(told(text, 'claim-payment')[1]?.claim).toMatchObject({ disposition, forwarded });
  });
});

describeWithShared('the public samples', [CORPUS], (folder) => {
  const files = filesOf(folder).filter(({ text }) => /ST\*835/.test(text));

  it.each(files.map((f) => [f.name, f.text] as const))('%s is read', (name, text) => {
    expect(told(text, 'claim-payment').length).toBeGreaterThan(0);
    expect([...faultIds(text)].sort()).toEqual([...(DEFECTS.get(name) ?? []), ...EVERY].sort());
    expect(balanced(text)).toEqual([name !== 'tertiary-payment.835']);
  });
});

/** None names a technical contact, which the guide wants. */
const EVERY = ['segment-missing 1000A PER'];
const SVC = ['element-too-long 2110 SVC1', 'element-missing 2110 SVC1'];
/** What is wrong with the samples themselves: another component separator than ISA declares, a line shifted by one element. */
const DEFECTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['cob-contractural-adjustment.835', ['element-missing HEADER BPR16', ...SVC]],
  ['managed-care.835', ['element-form HEADER BPR16']],
  ['secondary-payment.835', ['element-missing HEADER BPR16', ...SVC, ...SVC]],
  [
    'tertiary-payment.835',
    [
      'element-missing HEADER BPR16',
      'element-missing 2110 SVC1',
      'element-too-short 2110 SVC6',
      'element-missing 2110 SVC6',
      'line-balance 2110 SVC3',
      'lines-charge 2100 CLP3',
    ],
  ],
]);
