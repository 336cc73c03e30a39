import { describe, expect, it } from 'vitest';
import type { Edit, EditSubject, EditVerdict } from '../../src/edits/index.ts';
import { subject } from '../edits/subjects.ts';
import { type EditTable, EditTester } from './edit-tester.ts';
import { day, dayBefore, fakeTerminology } from './fake-terminology.ts';

/** Fails on `bad`; in force from 2020. */
const edit = (over: Partial<Edit['meta']> = {}, check?: Edit['check']): Edit => ({
  meta: {
    id: 'no-bad',
    title: 'No bad',
    severity: 'error',
    issueType: 'value',
    snip: 1,
    effective: { from: '2020-01-01' },
    authority: { source: 's', section: '1' },
    about: 'Looks for bad.',
    messages: { bad: '{code} is bad; do better.' },
    ...over,
  },
  check: check ?? ((s) => verdict(s, { code: 'bad' })),
});

function verdict(s: EditSubject, params: Readonly<Record<string, string>>): EditVerdict {
  if (s.diagnoses.length === 0) return { answer: 'not-applicable' };
  const at = s.diagnoses.findIndex((d) => d.code === 'bad');
  if (at < 0) return { answer: 'pass' };
  const expression = `Claim.diagnosis[${at}]`;
  return { answer: 'fail', hits: [{ answer: 'fail', message: 'bad', params, expression, codes: ['bad'] }] };
}

const good = subject({ dx: ['good'] });
const bad = subject({ dx: ['bad'] });
const before = subject({ dx: ['bad'], on: dayBefore('2020-01-01') });
const table: EditTable = {
  valid: [
    { name: 'good', subject: good },
    { name: 'before', subject: before, answer: 'not-applicable' },
  ],
  invalid: [{ name: 'bad', subject: bad, hits: [{ message: 'bad', expression: 'Claim.diagnosis[0]' }] }],
};
const run = (over: Partial<EditTable> = {}, tested = edit()): (() => void) => {
  const tester = new EditTester(tested, { terminology: fakeTerminology() });
  return () => tester.run({ ...table, ...over });
};

describe('EditTester', () => {
  it('accepts a whole table', () => expect(run()).not.toThrow());

  it('runs through the runner’s own describe and it', () => {
    const names: string[] = [];
    const block = (name: string, body: () => void): void => {
      names.push(name);
      body();
    };
    new EditTester(edit(), { terminology: fakeTerminology(), describe: block, it: block }).run(table);
    expect(names).toEqual([
      'no-bad',
      'has a well-formed meta',
      'has a table that leaves nothing out',
      'valid: good',
      'valid: before',
      'invalid: bad',
    ]);
  });

  it('refuses a subject twice, and a name twice', () => {
    expect(run({ valid: [...table.valid, { name: 'again', subject: subject({ dx: ['good'] }) }] })).toThrow(
      '"again" has the subject of "good"',
    );
    expect(run({ valid: [...table.valid, { name: 'good', subject: subject({ dx: ['fine'] }) }] })).toThrow(
      'two cases',
    );
  });

  it('refuses a message that the edit has not', () => {
    const hits = [{ message: 'worse', expression: 'Claim.diagnosis[0]' }];
    expect(run({ invalid: [{ name: 'bad', subject: bad, hits }] })).toThrow('no message "worse"');
  });

  it('refuses a message that no case trips', () => {
    const messages = { bad: '{code} is bad.', other: 'Never said.' };
    expect(run({}, edit({ messages }))).toThrow('no invalid case trips the message "other"');
  });

  it('refuses a hit of a message that the edit has not', () => {
    const stray = edit({}, (s) => {
      const v = verdict(s, { code: 'bad' });
      return 'hits' in v ? { ...v, hits: v.hits.map((h) => ({ ...h, message: 'stray' })) } : v;
    });
    expect(run({}, stray)).toThrow('no message stray');
  });

  it('refuses an unfilled slot', () => {
    expect(
      run(
        {},
        edit({}, (s) => verdict(s, {})),
      ),
    ).toThrow('unfilled slot in: {code} is bad');
  });

  it('refuses an edit that changes what it is given', () => {
    const mutating = edit({}, (s) => {
      (s.diagnoses as unknown[]).push('x');
      return { answer: 'pass' };
    });
    expect(run({}, mutating)).toThrow(/not extensible/);
  });

  it('refuses an edit that remembers', () => {
    let calls = 0;
    const moody = edit({}, () => ({ answer: (calls++ % 2 === 0 ? 'pass' : 'not-applicable') as 'pass' }));
    expect(run({ invalid: table.invalid, valid: table.valid }, moody)).toThrow();
  });

  it('refuses a table without the day before the period', () => {
    expect(run({ valid: [{ name: 'good', subject: good }] })).toThrow('no valid case on 2019-12-31');
  });

  it('refuses a day before that would pass anyway', () => {
    const idle = {
      name: 'before',
      subject: subject({ dx: ['good'], on: dayBefore('2020-01-01') }),
      answer: 'not-applicable' as const,
    };
    expect(run({ valid: [{ name: 'good', subject: good }, idle] })).toThrow('no valid case on 2019-12-31');
  });

  it('asks for the day after a period that ends', () => {
    const ending = edit({ effective: { from: '2020-01-01', to: '2026-12-31' } });
    expect(run({}, ending)).toThrow('no valid case on 2027-01-01');
    const after = {
      name: 'after',
      subject: subject({ dx: ['bad'], on: day('2027-01-01') }),
      answer: 'not-applicable' as const,
    };
    expect(run({ valid: [...table.valid, after] }, ending)).not.toThrow();
  });

  it('tells a pass from a not-applicable', () => {
    expect(run({ valid: [...table.valid, { name: 'none', subject: subject() }] })).toThrow('not-applicable');
  });

  it('tells where and what was hit', () => {
    const expecting = (hit: object): (() => void) =>
      run({
        invalid: [
          { name: 'bad', subject: bad, hits: [{ message: 'bad', expression: 'Claim.diagnosis[0]', ...hit }] },
        ],
      });
    expect(expecting({ codes: ['bad'], severity: 'error', says: 'do better' })).not.toThrow();
    expect(expecting({ expression: 'Claim.diagnosis[1]' })).toThrow();
    expect(expecting({ codes: [] })).toThrow();
    expect(expecting({ severity: 'warning' })).toThrow();
    expect(expecting({ says: 'do worse' })).toThrow();
    expect(expecting({ answer: 'cannot-tell' })).toThrow();
  });

  it('refuses a meta without citation, about or full sentences', () => {
    expect(run({}, edit({ authority: { source: '', section: '' } }))).toThrow('cites its authority');
    expect(run({}, edit({ messages: { bad: '{code} is bad' } }))).toThrow('is a sentence');
    expect(run({}, edit({ id: 'No Bad' }))).toThrow();
    expect(run({}, edit({ snip: 8 }))).toThrow('snip');
  });
});
