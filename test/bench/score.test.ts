/** The scores, on answers counted by hand. */
import { describe, expect, it } from 'vitest';
import type { Expected, LabelledChart } from '../../bench/accuracy/labels.ts';
import { isExact, scoreChart, totals } from '../../bench/accuracy/score.ts';

const labelled = (expected: Partial<Expected>, specialty = 'cardiology'): LabelledChart => ({
  id: 'c',
  half: 'dev',
  title: 't',
  specialty,
  chart: { patient: 'F 1961-07-14', date: '2026-01-14', setting: 'office' },
  expected: { diagnoses: ['I11.0', 'I50.9'], why: 'I.C.9.a', ...expected },
});

const score = (expected: Partial<Expected>, codes: readonly string[], asked: readonly string[] = []) =>
  scoreChart(labelled(expected), { codes, asked });

describe('one chart', () => {
  it('finds, misses and errs', () => {
    const s = score({}, ['I11.0', 'I10']);
    expect([s.found, s.missed, s.wrong, s.first]).toEqual([['I11.0'], ['I50.9'], ['I10'], true]);
    expect(isExact(s)).toBe(false);
  });

  it('does not mind the order of the rest', () => {
    const s = score({}, ['I50.9', 'I11.0']);
    expect([isExact(s), s.first]).toEqual([true, false]);
  });

  it('lets a code stand first where the guidelines let it', () => {
    expect(score({ firstAlso: ['I50.9'] }, ['I50.9', 'I11.0']).first).toBe(true);
  });

  it('takes either way of coding once', () => {
    const either = { diagnoses: ['J01.80/J01.90'] };
    expect(score(either, ['J01.90']).missed).toEqual([]);
    expect(score(either, ['J01.90', 'J01.80']).wrong).toEqual(['J01.80']);
  });

  it('counts what is acceptable neither for nor against', () => {
    const s = score({ acceptable: ['Z79.82'] }, ['I11.0', 'I50.9', 'Z79.82', 'Z80.3', 'Y92.010']);
    expect(isExact(s)).toBe(true);
    expect(score({}, ['I11.0', 'I50.9', 'Z79.82']).wrong).toEqual(['Z79.82']);
  });

  it('counts a code given twice once', () => {
    expect(score({}, ['I11.0', 'I11.0', 'I50.9']).wrong).toEqual([]);
  });

  it('is not first where nothing is coded', () => {
    expect(score({}, []).first).toBe(false);
  });
});

describe('many charts', () => {
  it('weigh codes in micro-F1 and specialties in macro-F1', () => {
    const whole = scoreChart(labelled({}), { codes: ['I11.0', 'I50.9'], asked: [] });
    const none = scoreChart(labelled({ diagnoses: ['J00'] }, 'ent'), { codes: ['J06.9'], asked: [] });
    const t = totals([whole, none]);
    expect([t.first, t.exact, t.macroF1]).toEqual([0.5, 0.5, 0.5]);
    expect(t.microF1).toBeCloseTo(4 / 6);
  });

  it('recall queries over all that are wanted', () => {
    const asked = score({ queries: ['type', 'side'] }, [], ['type']);
    expect(totals([asked]).queryRecall).toBe(0.5);
    expect(totals([score({}, [])]).queryRecall).toBe(1);
  });

  it('are nothing where there are none', () => {
    expect(totals([])).toMatchObject({ charts: 0, first: 0, microF1: 0, macroF1: 0 });
  });
});
