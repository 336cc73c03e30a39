import { describe, expect, it } from 'vitest';
import { describeWithShared } from '../../support/shared.ts';
import { CORPUS, envelopes, faults, filesOf, ISA, interchange } from './support.ts';

const GOOD = 'ST*837*0001*005010X222A1~BHT*0019*00*1~SE*3*0001~';

describe('the envelopes', () => {
  it('hand on each transaction with its group and interchange', () => {
    const events = envelopes(interchange(GOOD));
    expect(events.map((e) => e.kind)).toEqual([
      'interchange',
      'group',
      'start',
      'segment',
      'end',
      'group-end',
      'interchange-end',
    ]);
    const start = events[2];
    if (start?.kind !== 'start') throw new Error('no start');
    expect(start.transaction).toMatchObject({
      id: '837',
      controlNumber: '0001',
      version: '005010X222A1',
      group: { id: 'HC', controlNumber: '7' },
      interchange: { controlNumber: '000000007', usage: 'T', sender: { qualifier: 'ZZ', id: 'SENDER' } },
    });
  });

  it.each<[string, string, string, number | undefined]>([
    ['a count that differs', GOOD.replace('SE*3', 'SE*4'), 'count-differs', 1],
    ['a count that is no number', GOOD.replace('SE*3', 'SE*x'), 'count-differs', 1],
    ['a control number that differs', GOOD.replace('SE*3*0001', 'SE*3*0002'), 'control-number', 2],
    ['a version that differs', GOOD.replace('005010X222A1', '005010X223A2'), 'version-differs', 3],
    ['a transaction without an end', 'ST*837*0001~', 'transaction-open', undefined],
    ['an end without a beginning', `${GOOD}SE*1*0001~`, 'transaction-outside', undefined],
    ['a segment outside', `NM1*85~${GOOD}`, 'segment-outside', undefined],
  ])('tell of %s', (_, body, id, at) => {
    const [first] = faults(interchange(body));
    expect([first?.id, first?.element, first?.snip]).toEqual([id, at, 1]);
  });

  it.each([
    [interchange(GOOD).replace('GE*1*7', 'GE*2*7'), 'count-differs'],
    [interchange(GOOD).replace('GE*1*7', 'GE*1*8'), 'control-number'],
    [interchange(GOOD).replace('IEA*1', 'IEA*2'), 'count-differs'],
    [interchange(GOOD).replace('IEA*1*000000007~', 'IEA*1*000000008~'), 'control-number'],
    [interchange(GOOD).replace('IEA*1*000000007~', ''), 'envelope-open'],
    [interchange(GOOD).replace('GE*1*7~', ''), 'group-open'],
    [ISA + interchange(GOOD), 'interchange-open'],
    [`${ISA}${GOOD}IEA*0*000000007~`, 'transaction-outside'],
  ])('tell what is wrong around the transactions', (text, id) => {
    expect(faults(text)[0]?.id).toBe(id);
  });

  it('count a group with two transactions, and go on after a fault', () => {
    const two = GOOD + GOOD.replaceAll('0001', '0002').replace('SE*3', 'SE*9');
    const text = interchange(two).replace('GE*1*7', 'GE*2*7');
    expect(faults(text).map((f) => f.id)).toEqual(['count-differs']);
    expect(envelopes(text).filter((e) => e.kind === 'end')).toHaveLength(2);
  });
});

describeWithShared('the public samples', [CORPUS], (folder) => {
  it('have envelopes that are read; their faults are those of the samples themselves', () => {
    const found = filesOf(folder).flatMap(({ name, text }) =>
      faults(text).map((f) => `${name}: ${f.id} ${f.segment}`),
    );
    expect(found.filter((f) => !/count-differs|control-number|version-differs/.test(f))).toEqual([]);
  });
});
