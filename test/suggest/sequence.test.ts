/** The order of diagnoses (guidelines II, IV.A, I.A.13, I.C.1.d, I.C.15.a, I.C.16, I.C.20, I.C.21.c.16) and of lines. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/chart/index.ts';
import type { DiagnosisSuggestion } from '../../src/suggest/index.ts';
import { isExternalCause, sequenceDiagnoses, sequenceServices } from '../../src/suggest/sequence.ts';
import { inRange } from '../../src/terminology/index.ts';
import { dx, facts, line, listed, ON, problem, sourced } from '../support/facts.ts';
import { day, type FakeNote, fakeTerminology } from '../support/fake-terminology.ts';

type Draft = NonNullable<Parameters<typeof facts>[0]>;

const NOTES: readonly FakeNote[] = [
  { kind: 'codeFirst', node: 'F02', targets: ['G20', 'G30'] },
  { kind: 'codeFirst', node: 'N18', targets: ['E08.22', 'E11.22', 'I12-I13'] },
  { kind: 'codeFirst', node: 'L97', targets: ['E11.621'] },
  { kind: 'codeFirst', node: 'E11', targets: ['C25'] },
  { kind: 'codeFirst', node: 'I50', targets: ['I11.0', 'I13'] },
  { kind: 'codeFirst', node: 'Z85', targets: ['Z08'] },
  { kind: 'useAdditional', node: 'I12', targets: ['N18'] },
];
const terms = fakeTerminology({ notes: NOTES });

const idOf = (code: string): string => `Condition/${code}`;
const coded = (code: string, over = {}): DiagnosisSuggestion => dx(code, { problems: [idOf(code)], ...over });

function order(
  diagnoses: readonly DiagnosisSuggestion[],
  problems: readonly Problem[] = diagnoses.map((d) => problem({ id: idOf(d.code) })),
  draft: Draft = {},
): readonly string[] {
  return sequenceDiagnoses(diagnoses, facts({ ...draft, problems }), terms, ON).map((d) => d.code);
}

const inOrder = (...codes: readonly string[]) => order(codes.map((c) => coded(c)));

describe('the record decides first', () => {
  it('by rank, then by a billing use, then by link, then as recorded', () => {
    const problems = [
      problem({ id: idOf('I10'), link: 'condition-encounter' }),
      problem({ id: idOf('J06.9'), link: 'encounter-reason' }),
      problem({ id: idOf('M54.50'), uses: ['billing'] }),
      problem({ id: idOf('E03.9'), rank: 2 }),
      problem({ id: idOf('E78.5'), rank: 1 }),
      listed({ id: idOf('N40.0') }),
      problem({ id: idOf('K21.9'), link: 'condition-encounter' }),
    ];
    const codes = ['N40.0', 'K21.9', 'I10', 'J06.9', 'M54.50', 'E03.9', 'E78.5'];
    expect(
      order(
        codes.map((c) => coded(c)),
        problems,
      ),
    ).toEqual([...['E78.5', 'E03.9', 'M54.50', 'J06.9', 'I10', 'K21.9', 'N40.0']]);
  });

  it('a code of several problems stands with the first of them', () => {
    const problems = [problem({ id: 'Condition/a', rank: 1 }), problem({ id: 'Condition/b', rank: 2 })];
    const both = dx('E11.22', { problems: ['Condition/b', 'Condition/a'] });
    expect(order([dx('I10', { problems: ['Condition/b'] }), both], problems)).toEqual(['E11.22', 'I10']);
  });
});

describe('first-listed', () => {
  it.each([
    'Z00.00',
    'Z01.419',
    'Z03.89',
    'Z34.00',
    'Z51.11',
    'Z38.00',
    'Z39.1',
    'Z40.01',
    'Z31.83',
    'Z76.2',
    'Z99.12',
  ])('%s goes first, whatever the rank', (code) => {
    const problems = [problem({ id: idOf('I10'), rank: 1 }), problem({ id: idOf(code) })];
    expect(order([coded('I10'), coded(code)], problems)[0]).toBe(code);
  });

  it('Z00.6 need not, a module may say so, and chapter 15 does on the mother', () => {
    expect(inOrder('I10', 'Z00.6')).toEqual(['I10', 'Z00.6']);
    expect(order([coded('I10'), coded('R52', { placement: 'first' })])).toEqual(['R52', 'I10']);
    expect(inOrder('D50.9', 'Z00.00', 'O99.013')).toEqual(['O99.013', 'Z00.00', 'D50.9']);
    const notPregnant = { person: { pregnant: sourced(false) } };
    expect(order([coded('D50.9'), coded('O94')], undefined, notPregnant)).toEqual(['D50.9', 'O94']);
  });

  it('sepsis leads the local infection in a stay, not outside one', () => {
    const codes = [coded('J13'), coded('A40.3')];
    expect(order(codes, undefined, { visit: { setting: 'inpatient' } })).toEqual(['A40.3', 'J13']);
    expect(order(codes)).toEqual(['J13', 'A40.3']);
  });
});

describe('never first', () => {
  const STATUS = [
    'Z79.4',
    'Z68.36',
    'Z87.891',
    'Z3A.30',
    'Z17.0',
    'Z59.00',
    'Z94.0',
    'Z37.0',
    'Z33.1',
    'Z15.01',
  ];
  const EXTERNAL = ['V43.52XA', 'W01.0XXA', 'X58.XXXA', 'Y92.017'];

  it.each([...STATUS, ...EXTERNAL])('%s, though ranked first', (code) => {
    const problems = [problem({ id: idOf(code), rank: 1 }), problem({ id: idOf('I10') })];
    expect(order([coded(code), coded('I10')], problems)).toEqual(['I10', code]);
  });

  it('external causes come last of all; a status alone may stand', () => {
    expect(inOrder('Y99.8', 'Z79.4', 'S52.532A')).toEqual(['S52.532A', 'Z79.4', 'Y99.8']);
    expect(inOrder('Z79.4')).toEqual(['Z79.4']);
    expect(isExternalCause('U07.1') || isExternalCause('Z00.00')).toBe(false);
  });

  it('in whatever set of codes, while there is another to lead', () => {
    const pool = [...STATUS, ...EXTERNAL, 'I10', 'E11.9', 'R05.9', 'J06.9', 'S52.532A'];
    const holds = fc.property(fc.shuffledSubarray(pool, { minLength: 1 }), (codes) => {
      const first = inOrder(...codes)[0] ?? '';
      const leaders = codes.filter((c) => !STATUS.includes(c) && !EXTERNAL.includes(c));
      if (leaders.length > 0) expect(leaders).toContain(first);
      else if (codes.some((c) => STATUS.includes(c))) expect(STATUS).toContain(first);
    });
    fc.assert(holds);
  });
});

describe('etiology first', () => {
  it('calls the cause to the place of the manifestation', () => {
    const ranked = (code: string, rank: number) => problem({ id: idOf(code), rank });
    const problems = [ranked('F02.80', 1), ranked('R05.9', 2), ranked('G30.9', 3)];
    expect(
      order(
        problems.map((p) => coded(p.id.slice(10))),
        problems,
      ),
    ).toEqual(['G30.9', 'F02.80', 'R05.9']);
  });

  it('every cause that is there, in the order of the record', () => {
    expect(inOrder('N18.31', 'R05.9', 'I12.9', 'E11.22')).toEqual(['I12.9', 'E11.22', 'N18.31', 'R05.9']);
  });

  it('along a chain of causes', () => {
    expect(inOrder('L97.511', 'E11.621', 'C25.9')).toEqual(['C25.9', 'E11.621', 'L97.511']);
  });

  it('a history behind the follow-up it belongs to, and an additional code not at all', () => {
    expect(inOrder('Z85.3', 'Z08')).toEqual(['Z08', 'Z85.3']);
    expect(inOrder('I12.9', 'R05.9', 'N18.31')).toEqual(['I12.9', 'R05.9', 'N18.31']);
  });

  it('two that each ask for the other first are both kept', () => {
    const round = fakeTerminology({
      notes: [
        { kind: 'codeFirst', node: 'I10', targets: ['E11'] },
        { kind: 'codeFirst', node: 'E11', targets: ['I10'] },
      ],
    });
    const both = sequenceDiagnoses([coded('I10'), coded('E11.9')], facts(), round, ON);
    expect(both.map((d) => d.code).sort()).toEqual(['E11.9', 'I10']);
  });

  const pool = [
    'F02.80',
    'G30.9',
    'N18.31',
    'E11.22',
    'E11.621',
    'L97.511',
    'C25.9',
    'I50.22',
    'I13.0',
    'R05.9',
  ];
  const isCause = (cause: string, code: string) =>
    NOTES.some(
      (n) =>
        n.kind === 'codeFirst' &&
        code.startsWith(n.node) &&
        (n.targets ?? []).some((t) =>
          inRange(cause, { from: t.split('-')[0] ?? t, to: t.split('-')[1] ?? t }),
        ),
    );

  it('holds for every pair, whatever order the record has; nothing is lost', () => {
    const holds = fc.property(fc.shuffledSubarray(pool), (codes) => {
      const sorted = inOrder(...codes);
      expect([...sorted].sort()).toEqual([...codes].sort());
      for (const [i, code] of sorted.entries()) {
        expect([code, sorted.slice(i + 1).filter((later) => isCause(later, code))]).toEqual([code, []]);
      }
    });
    fc.assert(holds, { numRuns: 300 });
  });

  it('sorted once is sorted', () => {
    const stable = fc.property(fc.shuffledSubarray(pool), (codes) => {
      const given = codes.map((c) => problem({ id: idOf(c) }));
      const once = order(
        codes.map((c) => coded(c)),
        given,
      );
      expect(
        order(
          once.map((c) => coded(c)),
          once.map((c) => problem({ id: idOf(c) })),
        ),
      ).toEqual(once);
    });
    fc.assert(stable);
  });
});

describe('lines', () => {
  it('stand by day, the visit before what was done at it', () => {
    const next = day('2026-03-11');
    const lines = [line('99232', { date: next }), line('20610'), line('99213'), line('36415'), line('98006')];
    expect(sequenceServices(lines).map((l) => l.code)).toEqual(['99213', '98006', '20610', '36415', '99232']);
  });
});
