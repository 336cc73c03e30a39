/** What a combinations module builds on: a code that rests on others, a question, the record's own words. */
import { describe, expect, it } from 'vitest';
import { loadTerminology } from '../../src/store/index.ts';
import { asking, ownWordsOf, reportableOn, resting, statedOf } from '../../src/suggest/resting.ts';
import { coded, context, facts, problem } from './interpreters/support.ts';

const HERE = context(loadTerminology());

describe('a code that rests on others', () => {
  const [chief, drug] = [coded('L27.0'), { ...coded('T36.0X5A'), confidence: 0.5 }];

  it('has their problems, their evidence and the least of their confidence', () => {
    const made = resting('D64.81', [chief, drug], { rule: 'r', section: 'I.C.2.c.2', sure: 0.9 }, HERE);
    expect(made.problems).toEqual(['Condition/L27.0', 'Condition/T36.0X5A']);
    expect(made.evidence).toHaveLength(2);
    expect(made.confidence).toBe(0.45);
    expect(made.rule.citation).toEqual({
      source: 'ICD-10-CM Official Guidelines FY 2026',
      section: 'I.C.2.c.2',
    });
  });

  it('speaks first of what it replaces, and never replaces itself', () => {
    const made = resting('L27.0', [chief], { rule: 'r', section: 'I.B.9', replaces: [drug, chief] }, HERE);
    expect(made.problems).toEqual(['Condition/T36.0X5A', 'Condition/L27.0']);
    expect(made.replaces).toEqual(['T36.0X5A']);
  });
});

describe('a question', () => {
  it('offers only codes that may be reported on the date', () => {
    const options = [{ answer: 'a', code: 'A41.9' }, { answer: 'b', code: 'A41.' }, { answer: 'c' }];
    const query = asking('q', coded('N39.0'), { question: '?', options, section: 'I.C.1.d' }, HERE);
    expect(query.about).toBe('Condition/N39.0');
    expect(query.options).toEqual([{ answer: 'a', code: 'A41.9' }, { answer: 'b' }, { answer: 'c' }]);
  });

  it('knows a category from a code that may be reported', () => {
    expect(reportableOn('A41', HERE)).toBe(false);
    expect(reportableOn('A41.9', HERE)).toBe(true);
    expect(reportableOn('not a code', HERE)).toBe(false);
  });
});

describe('the record’s own words', () => {
  const p = problem({ id: 'Condition/A41.9', words: 'Sepsis', notes: ['No septic shock. Due to E. coli.'] });

  it('are those of the problem and of its notes, denials heeded', () => {
    expect(ownWordsOf(p)).toEqual(['Sepsis', 'No septic shock. Due to E. coli.']);
    const all = facts({ problems: [p] });
    expect(statedOf(coded('A41.9'), all, ['septic shock'])).toBeUndefined();
    expect(statedOf(coded('A41.9'), all, ['sepsis'])).toBe('sepsis');
    expect(statedOf(coded('N39.0'), all, ['sepsis'])).toBeUndefined();
  });
});
