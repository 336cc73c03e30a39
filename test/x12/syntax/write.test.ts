import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Cleaned,
  DELIMITERS,
  type EnvelopeOptions,
  type SegmentDraft,
  writeInterchange,
  writeSegment,
} from '../../../src/x12/index.ts';
import { envelopes, faults, segments } from './support.ts';

const OPTIONS: EnvelopeOptions = {
  sender: { qualifier: 'ZZ', id: 'SENDER' },
  receiver: { qualifier: '30', id: '123456789' },
  applicationSender: 'SENDER',
  applicationReceiver: 'PAYER',
  at: '2026-03-04T09:30:15Z',
  interchangeControlNumber: 7,
  groupControlNumber: 7,
  functionalId: 'HC',
  version: '005010X222A1',
  usage: 'T',
};

describe('writing a segment', () => {
  it('leaves out what is empty at its end, in elements and components', () => {
    expect(writeSegment({ id: 'NM1', elements: ['85', '2', undefined, 'acme', ''] })).toBe('NM1*85*2**ACME~');
    expect(writeSegment({ id: 'SV1', elements: [['HC', '99213', undefined, ''], '90'] })).toBe(
      'SV1*HC:99213*90~',
    );
    expect(writeSegment({ id: 'HI', elements: [[undefined, 'I10']] })).toBe('HI*:I10~');
  });

  it.each<[string, string, Cleaned['why'][]]>([
    ['García', 'GARCIA', ['accent']],
    ["O'Brien-Smith, Jr.", "O'BRIEN-SMITH, JR.", []],
    ['Evil~ISA*00', 'EVIL ISA 00', ['delimiter']],
    ['a:b^c', 'A B C', ['delimiter']],
    ['x\r\ny\u0000', 'X Y', ['character']],
    ['李', '', ['character']],
    ['straße', 'STRASSE', []],
    ['  two   spaces ', 'TWO SPACES', []],
  ])('cleans %j to %j', (value, written, why) => {
    const told: Cleaned[] = [];
    expect(writeSegment({ id: 'N3', elements: [value] }, { cleaned: (c) => told.push(c) })).toBe(
      written === '' ? 'N3~' : `N3*${written}~`,
    );
    expect(told.map((c) => c.why)).toEqual(why);
  });

  it('never lets data become structure', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { maxLength: 8 }), (values) => {
        const text = writeSegment({ id: 'N3', elements: values });
        expect(text.split(DELIMITERS.segment)).toHaveLength(2);
        expect(text.split(DELIMITERS.element).length).toBeLessThanOrEqual(values.length + 1);
        expect(text).toMatch(/^[\x20-\x7e]*$/);
        expect(text).not.toMatch(/[:^]/);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('writing an interchange', () => {
  const body: readonly SegmentDraft[] = [{ id: 'BHT', elements: ['0019', '00', '1'] }];
  const write = (more: Partial<EnvelopeOptions> = {}, count = 2): string =>
    [
      ...writeInterchange(
        Array.from({ length: count }, (_, i) => ({
          id: '837',
          controlNumber: String(i + 1).padStart(4, '0'),
          segments: body,
        })),
        { ...OPTIONS, ...more },
      ),
    ].join('');

  it('is read back without a fault', () => {
    expect(faults(write())).toEqual([]);
    expect(envelopes(write()).filter((e) => e.kind === 'end')).toHaveLength(2);
  });

  it('has an ISA of 106 characters whatever its parts are', () => {
    for (const id of ['', 'A', 'A VERY LONG SENDER ID THAT IS CUT', 'x*y~z', 'é'])
      for (const n of [0, 1, 999_999_999, 1_000_000_000]) {
        const text = write({ sender: { qualifier: 'ZZ', id }, interchangeControlNumber: n });
        expect(text.charAt(105)).toBe('~');
        expect(text.slice(0, 106).split('*')).toHaveLength(17);
        expect(faults(text)).toEqual([]);
      }
    expect(segments(write({ interchangeControlNumber: 1_000_000_000 }))[0]?.elements[12]).toBe('000000001');
  });

  it('may break lines, and writes the usage and the time it was given', () => {
    const text = write({ lineBreak: '\r\n', usage: 'P' });
    expect(text.split('\r\n')).toHaveLength(11);
    expect(faults(text)).toEqual([]);
    expect(segments(text)[0]?.elements.slice(8, 10)).toEqual(['260304', '0930']);
    expect(segments(text)[0]?.elements[14]).toBe('P');
    expect(segments(text)[1]?.elements.slice(3, 5)).toEqual(['20260304', '0930']);
  });
});
