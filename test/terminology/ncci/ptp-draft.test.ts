import { describe, expect, it } from 'vitest';
import { codeNumber } from '../../../src/terminology/ncci/code-number.ts';
import { NEVER } from '../../../src/terminology/ncci/day-number.ts';
import { ptpDraft } from '../../../src/terminology/ncci/ptp-draft.ts';

const none = (): never => {
  throw new Error('no conflict is expected');
};

describe('a draft of PTP edits', () => {
  it('keeps terms that many edits share once', () => {
    const draft = ptpDraft();
    for (let i = 0; i < 1_000; i += 1)
      draft.add(codeNumber('11042'), codeNumber(String(20_000 + i)), 9_000, NEVER, i % 2);
    const { terms, listed } = draft.finish(none);
    expect(terms).toBeInstanceOf(Uint16Array);
    expect([terms.length, [...listed]]).toEqual([1_000, [9_000, NEVER, 0, 9_000, NEVER, 1]]);
  });

  it('has room for more terms than two bytes can number, and grows as it must', () => {
    const draft = ptpDraft();
    const edits = 70_000;
    for (let i = 0; i < edits; i += 1) {
      const first = Math.floor(i / 250);
      draft.add(codeNumber('11042'), codeNumber(String(20_000 + (i % 250))), first, first, 0);
    }
    for (let i = 0; i < edits; i += 1)
      draft.add(codeNumber('11042'), codeNumber('99999'), i >> 5, 1_000 + i, 2);
    const { terms, higher } = draft.finish(none);
    expect(terms).toBeInstanceOf(Uint32Array);
    expect(new Set(terms).size).toBeGreaterThan(2 ** 16);
    expect(higher).toHaveLength(2 * edits);
  });

  it('tells when there is no room for one more code', () => {
    const draft = ptpDraft();
    let room = true;
    let codes = 0;
    for (; room && codes < 70_000; codes += 1) room = draft.add(codes, codes, 1, 1, 0);
    expect(codes).toBe(2 ** 16);
  });

  it('names two edits that conflict by their place among all that were added', () => {
    const draft = ptpDraft();
    const [a, b] = [codeNumber('97597'), codeNumber('11042')];
    draft.add(a, b, 100, 200, 1);
    draft.add(b, a, 100, NEVER, 1);
    draft.add(a, b, 150, 150, 2);
    draft.add(a, b, 200, 300, 0);
    const told: number[] = [];
    const stop = (...rows: readonly number[]): never => {
      told.push(...rows);
      throw new Error('conflict');
    };
    expect(() => draft.finish(stop)).toThrow('conflict');
    expect(told).toEqual([0, 3]);
  });
});
