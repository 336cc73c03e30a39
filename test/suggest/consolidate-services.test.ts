/** Service lines of one code and day are one; sides, days and distinct services stay apart; modifiers in one order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeServices, orderModifiers, uniqueBy } from '../../src/suggest/consolidate.ts';
import type { ServiceSuggestion } from '../../src/suggest/index.ts';
import { line, modifier, ON, seen } from '../support/facts.ts';
import { day } from '../support/fake-terminology.ts';

const some = (codes: readonly string[]) => fc.uniqueArray(fc.constantFrom(...codes), { maxLength: 3 });

describe('service lines', () => {
  const names = (all: readonly ServiceSuggestion[]): string[] =>
    all.map((s) => [s.code, ...s.modifiers.map((m) => m.code)].join('-')).sort();

  it('of one code stay apart by day and by side', () => {
    const next = day('2026-03-11');
    const all = [line('99232'), line('99232', { date: next }), line('20610', { modifiers: ['RT'] })];
    expect(mergeServices([], [...all, line('20610', { modifiers: ['LT'] })])).toHaveLength(4);
  });

  it.each(['76', '77', '91', '59', 'XS', 'FA', 'F5', 'TA', 'E1'])('and by modifier %s', (m) => {
    expect(names(mergeServices([], [line('11720'), line('11720', { modifiers: [m] })]))).toEqual([
      '11720',
      `11720-${m}`,
    ]);
  });

  it('of one code and day are one, with all that was said of it', () => {
    const a = line('99213', { modifiers: ['95'], units: 1, confidence: 0.9, problems: ['Condition/a'] });
    const b = line('99213', {
      modifiers: ['25'],
      units: 2,
      confidence: 0.7,
      problems: ['Condition/b'],
      placeOfService: '10',
      evidence: [seen('Encounter/e')],
    });
    const [merged, ...more] = mergeServices([a], [b]);
    expect(more).toEqual([]);
    expect(merged).toMatchObject({
      units: 2,
      confidence: 0.7,
      placeOfService: '10',
      problems: ['Condition/a', 'Condition/b'],
    });
    expect(names(mergeServices([a], [b]))).toEqual(['99213-25-95']);
    expect(merged?.evidence).toHaveLength(2);
  });

  it('a later stage that adds a side or a distinct service speaks of the line there is', () => {
    const plain = line('20610');
    expect(names(mergeServices([plain], [line('20610', { modifiers: ['RT'] })]))).toEqual(['20610-RT']);
    const sided = line('20610', { modifiers: ['LT'] });
    const both = [plain, sided];
    expect(names(mergeServices(both, [line('20610', { modifiers: ['LT', '59'] })]))).toEqual([
      '20610',
      '20610-59-LT',
    ]);
    const said = [line('20610', { modifiers: ['25'] }), line('20610', { modifiers: ['RT'] })];
    expect(names(mergeServices([plain], said))).toEqual(['20610-25-RT']);
    const two = [line('20610', { modifiers: ['RT'] }), line('20610', { modifiers: ['LT'] })];
    expect(names(mergeServices([plain], two))).toEqual(['20610-LT', '20610-RT']);
  });

  it('are replaced on the same day only, and never both of two', () => {
    const yesterday = line('99214', { date: day('2026-03-09') });
    const video = line('98006', { replaces: ['99214'] });
    expect(names(mergeServices([yesterday, line('99214')], [video]))).toEqual(['98006', '99214']);
    const back = line('99214', { replaces: ['98006'] });
    expect(names(mergeServices([], [video, back]))).toEqual(['98006']);
  });

  it('merged again stay as they are', () => {
    const anyLine = fc
      .record({
        code: fc.constantFrom('99213', '20610'),
        modifiers: some(['25', 'RT', 'LT', '59', '95']),
        day: fc.boolean(),
      })
      .map(({ code, modifiers, day: d }) => line(code, { modifiers, date: d ? ON : undefined }));
    const stable = fc.property(fc.array(anyLine, { maxLength: 8 }), (all) => {
      const once = mergeServices([], all);
      expect(mergeServices([], once)).toEqual(once);
      expect(mergeServices(once, [])).toEqual(once);
      expect(new Set(once.map((s) => s.code))).toEqual(new Set(all.map((s) => s.code)));
    });
    fc.assert(stable);
  });
});

describe('order', () => {
  it('modifiers that change payment stand first, in one order whatever they came in', () => {
    const sorted = ['25', '26', '50', '59', '95', 'GT', 'LT'];
    const same = fc.property(fc.shuffledSubarray(sorted, { minLength: sorted.length }), (codes) => {
      expect(orderModifiers(codes.map(modifier)).map((m) => m.code)).toEqual(sorted);
    });
    fc.assert(same);
  });

  it('of several with one key the first stays, at its place', () => {
    expect(uniqueBy(['a1', 'b1', 'a2', 'c1', 'b2'], (s) => s.charAt(0))).toEqual(['a1', 'b1', 'c1']);
  });
});
