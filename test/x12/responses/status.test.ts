import { describe, expect, it } from 'vitest';
import { describeWithShared } from '../../support/shared.ts';
import { CORPUS, filesOf } from '../syntax/support.ts';
import { faultsOf, response, told } from './support.ts';

const LINES = [
  'BHT*0085*08*277X214*20260305*0810*TH',
  'HL*1**20*1',
  'NM1*AY*2*CLEARING*****46*CH1',
  'TRN*1*200102051635S00001ABCDEF',
  'DTP*050*D8*20260304',
  'DTP*009*D8*20260305',
  'HL*2*1*21*1',
  'NM1*41*2*CLINIC*****46*EX1',
  'TRN*2*BATCH42',
  'STC*A1:19:PR*20260305*WQ*210.5',
  'QTY*90*1',
  'QTY*AA*1',
  'AMT*YU*100.5',
  'AMT*YY*110',
  'HL*3*2*19*1',
  'NM1*85*2*CLINIC*****XX*1234567893',
  'TRN*1*0',
  'STC*A1:19:PR*20260305*WQ*210.5',
  'QTY*QA*1',
  'QTY*QC*1',
  'AMT*YU*100.5',
  'AMT*YY*110',
  'HL*4*3*PT',
  'NM1*QC*1*DOE*JAN****MI*M1',
  'TRN*2*CW1',
  'STC*A2:20:PR*20260305*WQ*100.5',
  'REF*1K*ICN1',
  'REF*D9*CH900',
  'DTP*472*D8*20260304',
  'HL*5*3*PT',
  'NM1*QC*1*ROE*ANN****MI*M2',
  'TRN*2*CW2',
  'STC*A7:562:85*20260305*U*110******A6:145:82**THE NPI IS NOT ON FILE',
  'DTP*472*D8*20260304',
  'SVC*HC:99213*110*****1',
  'STC*A7:122**U',
  'REF*FJ*L1',
];

describe('a 277CA', () => {
  const text = response('277', LINES);

  it('reads without a fault', () => {
    expect(faultsOf(text)).toEqual([]);
  });

  it('tells of each claim by the number that was sent', () => {
    expect(told(text, 'claim-status').map(({ status }) => status)).toMatchObject([
      {
        number: 'CW1',
        outcome: 'accepted',
        payerControlNumber: 'ICN1',
        clearinghouseNumber: 'CH900',
        patient: { name: 'DOE' },
        statuses: [{ codes: [{ category: 'A2', status: '20', entity: 'PR' }], charge: 10_050, action: 'WQ' }],
      },
      {
        number: 'CW2',
        outcome: 'rejected',
        statuses: [
          {
            codes: [
              { category: 'A7', status: '562', entity: '85' },
              { category: 'A6', status: '145', entity: '82' },
            ],
            message: 'THE NPI IS NOT ON FILE',
          },
        ],
        lines: [{ trace: 'L1', outcome: 'rejected', procedure: { code: '99213' } }],
      },
    ]);
  });

  it('tells the totals of receiver and provider', () => {
    const totals = { accepted: 1, rejected: 1, acceptedCharges: 10_050, rejectedCharges: 11_000 };
    expect(told(text, 'level-status').map(({ status }) => status)).toMatchObject([
      { level: 'receiver', trace: 'BATCH42', outcome: 'received', ...totals },
      { level: 'provider', party: { id: '1234567893' }, ...totals },
    ]);
  });

  it('whose totals differ from its claims says so', () => {
    const other = response(
      '277',
      LINES.map((line) => (line === 'QTY*QA*1' ? 'QTY*QA*2' : line)),
    );
    expect(faultsOf(other)).toMatchObject([{ id: 'status-count', severity: 'warning', loop: '2200C' }]);
  });

  it.each([
    ['A0:16', 'WQ', 'received'],
    ['A1:19', 'WQ', 'received'],
    ['A2:20', 'WQ', 'accepted'],
    ['A2:20', 'U', 'rejected'],
    ['A3:21', 'WQ', 'rejected'],
    ['A4:35', '', 'rejected'],
    ['A5:20', 'WQ', 'accepted'],
    ['A8:21', 'U', 'rejected'],
    ['P1:20', '', 'pending'],
    ['F1:65', '', 'finalized'],
    ['F2:88', '', 'denied'],
    ['R3:317', '', 'information-requested'],
    ['E0:0', '', 'unknown'],
    ['Z9:1', '', 'unknown'],
  ])('%s %s is %s', (code, action, outcome) => {
    const other = response(
      '277',
      LINES.map((line) => (line.startsWith('STC*A2:20') ? `STC*${code}*20260305*${action}*100.5` : line)),
    );
    expect(told(other, 'claim-status')[0]?.status.outcome).toBe(outcome);
  });
});

describeWithShared('the public samples', [CORPUS], (folder) => {
  const files = filesOf(folder).filter(({ text }) => /ST\*277/.test(text));
  const CLAIMS: Readonly<Record<string, number>> = {
    'claim-level-status-ncpdp.277': 1,
    'claim-level-status.277': 3,
    'information-receiver-level-status.277': 0,
    'provider-level-status.277': 1,
    'demo.277': 3,
  };

  it.each(files.map((f) => [f.name, f.text] as const))('%s is read', (name, text) => {
    expect(faultsOf(text)).toEqual([]);
    expect(told(text, 'claim-status')).toHaveLength(CLAIMS[name] ?? -1);
  });
});
