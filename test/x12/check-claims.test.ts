import { describe, expect, it } from 'vitest';
import { checkedClaims } from '../../src/x12/check/check-claims.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { describeWithShared } from '../support/shared.ts';
import { CORPUS, filesOf } from './syntax/support.ts';

const GOOD = `ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260304*0930*^*00501*000000001*0*T*:~
GS*HC*SENDER*RECEIVER*20260304*0930*1*X*005010X222A1~
ST*837*0001*005010X222A1~
BHT*0019*00*1*20260304*0930*CH~
NM1*41*2*SENDER*****46*S1~
PER*IC*DESK*TE*5555550100~
NM1*40*2*RECEIVER*****46*R1~
HL*1**20*1~
NM1*85*2*CLINIC*****XX*1234567893~
N3*1 MAIN ST~
N4*TOWN*OH*441011234~
REF*EI*123456789~
HL*2*1*22*0~
SBR*P*18*******CI~
NM1*IL*1*DOE*JAN****MI*M1~
N3*2 MAIN ST~
N4*TOWN*OH*44101~
DMG*D8*19600101*F~
NM1*PR*2*PAYER*****PI*P1~
CLM*C1*100.5***11:B:1*Y*A*Y*Y~
HI*ABK:I10*ABF:E119~
NM1*82*1*ROE*ANN****XX*1234567893~
LX*1~
SV1*HC:99213*60.25*UN*1***1~
DTP*472*D8*20260304~
LX*2~
SV1*HC:83036*40.25*UN*1***2~
DTP*472*D8*20260304~
SE*27*0001~
GE*1*1~
IEA*1*000000001~
`;

const terminology = fakeTerminology({
  codes: { I10: 'Hypertension', 'E11.9': 'Diabetes', E11: { billable: false } },
  procedures: { '99213': { label: 'office' }, '83036': { label: 'a1c' } },
});

/** The same file with changes, its segment count made right. */
function changed(...changes: readonly (readonly [string, string])[]): string {
  const text = changes.reduce((all, [from, to]) => {
    if (!all.includes(from)) throw new Error(`not there: ${from}`);
    return all.replace(from, to);
  }, GOOD);
  const count = text.slice(text.indexOf('ST*'), text.indexOf('SE*')).split('~').length;
  return text.replace(/SE\*\d+/, `SE*${count}`);
}

const told = (text: string): readonly string[] =>
  checkedClaims(text, { terminology }).flatMap((e) =>
    (e.kind === 'claim' ? e.faults : e.kind === 'fault' ? [e.fault] : []).map(
      (f) => `${f.snip} ${f.id} ${f.loop} ${f.segment}${f.element ?? ''}`,
    ),
  );

describe('an 837 that is right', () => {
  it('has no fault', () => {
    expect(told(GOOD)).toEqual([]);
  });
});

describe('an 837 with a fault', () => {
  it.each<[string, readonly (readonly [string, string])[], string]>([
    ['an element too long', [['CLM*C1*', `CLM*${'C'.repeat(39)}*`]], '1 element-too-long 2300 CLM1'],
    ['a claim without diagnosis', [['HI*ABK:I10*ABF:E119~\n', '']], '2 segment-missing 2300 HI'],
    ['a loop too few', [['NM1*PR*2*PAYER*****PI*P1~\n', '']], '2 loop-missing 2010BB NM1'],
    [
      'a segment out of order',
      [['N3*1 MAIN ST~\nN4*TOWN*OH*441011234~', 'N4*TOWN*OH*441011234~\nN3*1 MAIN ST~']],
      '2 segment-order 2010AA N3',
    ],
    ['a total that differs by a cent', [['*100.5*', '*100.51*']], '3 claim-total 2300 CLM2'],
    ['a part of a cent in the total', [['*100.5*', '*100.501*']], '3 amount-fraction 2300 CLM2'],
    ['a part of a cent in a line', [['*60.25*', '*60.2504*']], '3 amount-fraction 2400 SV12'],
    ['a subscriber who is neither', [['SBR*P*18*', 'SBR*P**']], '4 relationship-missing 2000B SBR2'],
    [
      'a subscriber without birth date',
      [['DMG*D8*19600101*F~\n', '']],
      '4 subscriber-undescribed 2010BA NM1',
    ],
    ['a replacement of nothing', [['11:B:1', '11:B:7']], '4 original-reference 2300 CLM5'],
    ['a pointer beyond the diagnoses', [['UN*1***2~', 'UN*1***3~']], '4 pointer-wrong 2400 SV17'],
    ['a pointer twice', [['UN*1***2~', 'UN*1***2:2~']], '4 pointer-wrong 2400 SV17'],
    ['an accident without a date', [['*Y*A*Y*Y~', '*Y*A*Y*Y**OA~']], '4 accident-date 2300 CLM11'],
    [
      'a motor accident without a state',
      [['*Y*A*Y*Y~', '*Y*A*Y*Y**AA~\nDTP*439*D8*20260301~']],
      '4 accident-state 2300 CLM11',
    ],
    ['an inpatient without admission', [['11:B:1', '21:B:1']], '4 admission-date 2300 CLM5'],
    ['lines that begin at two', [['LX*1~', 'LX*2~']], '4 line-number 2400 LX1'],
    ['a post box', [['N3*1 MAIN ST', 'N3*P.O. BOX 12']], '4 billing-street 2010AA N31'],
    ['a heading', [['ABF:E119', 'ABF:E11']], '5 diagnosis-header 2300 HI2'],
    ['a code that is none', [['ABF:E119', 'ABF:E118']], '5 diagnosis-unknown 2300 HI2'],
    [
      'an NPI with another check digit',
      [['ROE*ANN****XX*1234567893', 'ROE*ANN****XX*1234567894']],
      '5 npi-check-digit 2310B NM19',
    ],
    ['a service that cannot be verified', [['HC:83036', 'HC:83037']], '5 service-cannot-tell 2400 SV11'],
  ])('%s is located', (_, changes, fault) => {
    expect(told(changed(...changes))).toContain(fault);
  });

  it.each([
    ['an accident at work needs no date here', [['*Y*A*Y*Y~', '*Y*A*Y*Y**EM~']]],
    ['a zero more', [['*100.5*', '*100.50*']]],
    ['zeros beyond the cents', [['*100.5*', '*100.5000*']]],
    ['a replacement that names its original', [['11:B:1*Y*A*Y*Y~', '11:B:7*Y*A*Y*Y~\nREF*F8*P123~']]],
    ['an inpatient with admission', [['11:B:1*Y*A*Y*Y~', '21:B:1*Y*A*Y*Y~\nDTP*435*D8*20260301~']]],
  ] as const)('%s: near misses', (_, changes) => {
    expect(told(changed(...changes))).toEqual([]);
  });
});

describeWithShared('the public samples', [CORPUS], (folder) => {
  const sound = filesOf(folder).filter(
    ({ name, text }) =>
      /ST\*837/.test(text) && /\*005010X22/.test(text) && !/>/.test(text) && !KNOWN.has(name),
  );

  it.each(sound.map((f) => [f.name, f.text] as const))('%s passes levels 1 to 4', (_, text) => {
    const faults = checkedClaims(text).flatMap((e) =>
      e.kind === 'claim' ? e.faults : e.kind === 'fault' ? [e.fault] : [],
    );
    expect(faults).toEqual([]);
  });
});

/** Samples with faults of their own: see guide.test.ts and elements.test.ts. */
const KNOWN = new Set(['demo.ambulance.example5.837', 'demo.cob.example3.A.837', 'demo.cob.example4.837']);
