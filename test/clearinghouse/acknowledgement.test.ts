import { describe, expect, it } from 'vitest';
import type { ClaimResult } from '../../src/clearinghouse/index.ts';
import { composeValidator } from '../../src/compose.ts';
import { response } from '../x12/responses/support.ts';
import { ISA } from '../x12/syntax/support.ts';
import { CW1, claimOf, clearinghouse } from './support.ts';

const validator = composeValidator();

async function received(text: string) {
  const house = await clearinghouse();
  await house.receive(text);
  const all = await house.results.all();
  const claims = all.filter((r): r is ClaimResult => r.kind === 'claim');
  for (const { response: r, task } of claims)
    for (const resource of [r, task ?? r])
      expect(validator.validate(resource).filter(({ severity }) => severity === 'error')).toEqual([]);
  return { ...house, all, claims };
}

describe('a 999', () => {
  it('that accepts queues every claim of the transaction set', async () => {
    const { claims } = await received(
      response('999', ['AK1*HC*1*005010X222A1', 'AK2*837*0001', 'IK5*A', 'AK9*A*1*1*1']),
    );
    expect(claims.map((c) => [c.number, c.state, c.response.outcome, c.task])).toEqual([
      ['CW1', 'acknowledged', 'queued', undefined],
      ['CW2', 'acknowledged', 'queued', undefined],
    ]);
  });

  it('that rejects puts every claim in error; the faults are told of the claim they stand in', async () => {
    const { claims } = await received(
      response('999', [
        'AK1*HC*1*005010X222A1',
        'AK2*837*0001',
        'IK3*CLM*22*2300*8',
        'CTX*CLM01:CW2',
        'IK4*5:3*1325*7',
        'IK5*R*5',
        'AK9*R*1*1*0',
      ]),
    );
    const [first, second] = claims.slice(-2);
    expect(claims.map(({ state }) => state)).toContain('rejected');
    expect(first?.response.outcome).toBe('error');
    expect(
      claims.find((c) => c.number === 'CW1')?.response.error?.map((e) => e.code.coding?.[0]?.code),
    ).toEqual(['5']);
    const own = claims.find((c) => c.number === 'CW2');
    expect(own?.response.error?.map((e) => [e.code.coding?.[0]?.code, e.code.text])).toEqual([
      ['5', undefined],
      ['8', 'loop 2300, segment CLM at 22'],
      ['7', 'loop 2300, segment CLM at 22, element 5-3'],
    ]);
    expect(own?.task?.code?.coding?.[0]?.code).toBe('work-rejection');
    expect(second).toBeDefined();
  });

  it('of a batch that is not known is kept', async () => {
    const { all } = await received(response('999', ['AK1*HC*99', 'AK2*837*0001', 'IK5*A', 'AK9*A*1*1*1']));
    expect(all).toMatchObject([{ kind: 'unmatched', why: 'batch-unknown' }]);
  });
});

describe('a TA1', () => {
  it('that rejects puts every claim of the interchange in error', async () => {
    const { claims } = await received(`${ISA}TA1*000000001*260304*0930*R*025~IEA*0*000000007~`);
    expect(claims.map((c) => [c.number, c.state])).toEqual([
      ['CW1', 'rejected'],
      ['CW2', 'rejected'],
    ]);
    expect(claims[0]?.response.error?.[0]?.code.coding?.[0]?.code).toBe('025');
  });
});

describe('a 277CA', () => {
  const lines = (stc: string, line: readonly string[] = []) => [
    'BHT*0085*08*1*20260305*0810*TH',
    'HL*1**20*1',
    'NM1*AY*2*CLEARING*****46*CH1',
    'TRN*1*1',
    'DTP*050*D8*20260304',
    'DTP*009*D8*20260305',
    'HL*2*1*21*1',
    'NM1*41*2*CLINIC*****46*EX1',
    'TRN*2*BATCH',
    'STC*A1:19:PR*20260305*WQ*210.5',
    'HL*3*2*19*1',
    'NM1*85*2*CLINIC*****XX*1234567893',
    'HL*4*3*PT',
    'NM1*QC*1*DOE*JAN****MI*M1',
    'TRN*2*CW1',
    stc,
    'REF*1K*ICN1',
    'DTP*472*D8*20260304',
    ...line,
  ];

  it('that accepts queues the claim and keeps the payer’s number', async () => {
    const { claims } = await received(response('277', lines('STC*A2:20:PR*20260305*WQ*100.5')));
    expect(claims).toMatchObject([
      { number: 'CW1', state: 'acknowledged', payerControlNumber: 'ICN1', response: { outcome: 'queued' } },
    ]);
    expect(claims[0]?.task).toBeUndefined();
  });

  it('that rejects names categories, statuses, the line and the message', async () => {
    const { claims } = await received(
      response(
        '277',
        lines('STC*A7:562:85*20260305*U*100.5********NPI NOT ON FILE', [
          'SVC*HC:99213*60.25*****1',
          'STC*A7:122**U',
          'REF*FJ*L1',
        ]),
      ),
    );
    expect(claims[0]).toMatchObject({
      state: 'rejected',
      response: {
        outcome: 'error',
        error: [
          { code: { coding: [{ code: 'A7' }, { code: '562' }], text: 'entity 85' } },
          { itemSequence: 1, code: { coding: [{ code: 'A7' }, { code: '122' }] } },
        ],
        processNote: [{ text: 'NPI NOT ON FILE' }],
      },
      task: { code: { coding: [{ code: 'work-rejection' }] } },
    });
    expect(claims[0]?.task?.input?.map((i) => i.type.text)).toEqual([
      'line',
      'case',
      'encounter',
      'suggestion',
      'finding',
      'decision',
    ]);
  });

  it('of a claim that is not known is kept', async () => {
    const { results } = await received(
      response(
        '277',
        lines('STC*A2:20*20260305*WQ*1').map((l) => (l === 'TRN*2*CW1' ? 'TRN*2*XX' : l)),
      ),
    );
    expect(await results.unmatched()).toMatchObject([{ number: 'XX', why: 'claim-unknown' }]);
  });
});

describe('a batch', () => {
  it('has control numbers of its own, and the transaction set of each claim', async () => {
    const house = await clearinghouse([CW1, claimOf('CW3', [{ code: '99213', net: 1 }])]);
    const sent = await house.sent.byNumber('cw3');
    expect(sent.map((c) => c.controlNumbers)).toEqual([
      { interchange: '000000001', group: '1', transaction: '0001' },
    ]);
    expect(await house.sent.inGroup('000001', '1')).toHaveLength(2);
    expect(await house.sent.inGroup('1', '0002')).toHaveLength(0);
  });
});
