import { describe, expect, it } from 'vitest';
import { faults, ISA } from '../syntax/support.ts';
import { faultsOf, response, told } from './support.ts';

const REJECTED = [
  'AK1*HC*42*005010X222A1',
  'AK2*837*0001*005010X222A1',
  'IK5*A',
  'AK2*837*0002*005010X222A1',
  'IK3*CLM*22*2300*8',
  'CTX*CLM01:CW1',
  'IK4*5:3:1*1325*I12*Z',
  'IK4*2*782*6',
  'IK3*NM1*30*2310B*I9',
  'CTX*SITUATIONAL TRIGGER*CLM*22**5:3*1325:2',
  'CTX*CLM01:CW2',
  'IK5*R*5*I6',
  'AK2*837*0003*005010X222A1',
  'IK5*E*5',
  'AK9*P*3*3*2',
];

describe('a 999', () => {
  const text = response('999', REJECTED);

  it('reads without a fault', () => {
    expect(faultsOf(text)).toEqual([]);
  });

  it('tells of each transaction set', () => {
    expect(
      told(text, 'transaction-acknowledged').map(({ acknowledgement: a }) => [
        a.transaction.controlNumber,
        a.acceptance,
        a.codes,
      ]),
    ).toEqual([
      ['0001', 'accepted', []],
      ['0002', 'rejected', ['5', 'I6']],
      ['0003', 'accepted-with-errors', ['5']],
    ]);
  });

  it('locates segment, element, component and the claim', () => {
    expect(told(text, 'transaction-acknowledged')[1]?.acknowledgement.segments).toEqual([
      {
        segment: 'CLM',
        position: 22,
        loop: '2300',
        code: '8',
        claim: 'CW1',
        elements: [
          { element: 5, component: 3, repetition: 1, code: 'I12', copy: 'Z' },
          { element: 2, component: undefined, repetition: undefined, code: '6', copy: '' },
        ],
      },
      { segment: 'NM1', position: 30, loop: '2310B', code: 'I9', claim: 'CW2', elements: [] },
    ]);
  });

  it('tells of the group', () => {
    expect(told(text, 'group-acknowledged')).toMatchObject([
      {
        acknowledgement: {
          group: { functionalId: 'HC', controlNumber: '42', version: '005010X222A1' },
          acceptance: 'partially-accepted',
          included: 3,
          received: 3,
          accepted: 2,
        },
      },
    ]);
  });

  it.each([
    ['M', 'rejected'],
    ['W', 'rejected'],
    ['X', 'rejected'],
    ['Q', 'unknown'],
  ])('never takes %s for acceptance', (code, acceptance) => {
    const other = response('999', ['AK1*HC*42', 'AK2*837*0001', `IK5*${code}`, 'AK9*R*1*1*0']);
    expect(told(other, 'transaction-acknowledged')[0]?.acknowledgement.acceptance).toBe(acceptance);
  });

  it('that does not say how a set fared is unknown, with a fault', () => {
    const other = response('999', ['AK1*HC*42', 'AK2*837*0001', 'AK9*A*1*1*1']);
    expect(told(other, 'transaction-acknowledged')[0]?.acknowledgement.acceptance).toBe('unknown');
    expect(faultsOf(other).map((f) => f.id)).toEqual(['loop-missing']);
  });

  it('may reject a group as a whole', () => {
    const other = response('999', ['AK1*HC*42', 'AK9*R*1*1*0*1']);
    expect(told(other, 'group-acknowledged')[0]?.acknowledgement).toMatchObject({
      acceptance: 'rejected',
      codes: ['1'],
    });
  });
});

describe('a TA1', () => {
  it.each([
    ['A*000', 'accepted', '000'],
    ['E*018', 'accepted-with-errors', '018'],
    ['R*025', 'rejected', '025'],
  ])('%s', (rest, acceptance, code) => {
    const text = `${ISA}TA1*000000042*260304*0930*${rest}~IEA*0*000000007~`;
    expect(told(text, 'interchange-acknowledged')).toMatchObject([
      { acknowledgement: { controlNumber: '000000042', acceptance, code } },
    ]);
    expect(faults(text)).toEqual([]);
  });

  it('within a group is out of place', () => {
    const text = response('999', REJECTED).replace('ST*999', 'TA1*000000042*260304*0930*A*000~\nST*999');
    expect(faults(text).map((f) => f.id)).toEqual(['segment-outside']);
  });
});
