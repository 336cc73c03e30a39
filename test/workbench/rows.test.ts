/** The list as data: search, order, counts and the sentences, without a browser. */
import { describe, expect, it } from 'vitest';
import { claimed, held, unread } from './support/cases.ts';
import { load } from './support/load.ts';
import { rowOf } from './support/made.ts';
import { ROWS } from './support/many.ts';
import type { Row } from './support/shapes.ts';

interface RowsModule {
  visibleRows(rows: readonly Row[], filter: { state: string | undefined; text: string; sort: string }): Row[];
  countsByState(rows: readonly Row[]): [string, number][];
  summaryOf(rows: readonly Row[]): string;
  resultOf(counts: Readonly<Record<string, number>>): string;
}
interface RouteModule {
  caseHref(id: string): string;
  caseIn(hash: string): string | undefined;
}

const { visibleRows, countsByState, summaryOf, resultOf } = await load<RowsModule>('rows.js');
const { caseHref, caseIn } = await load<RouteModule>('route.js');

const rows = [claimed, held, unread].map(rowOf);
const find = (text: string) =>
  visibleRows(rows, { state: undefined, text, sort: 'newest' }).map((r) => r.encounter);

describe('the search', () => {
  it.each([
    ['okonkwo', ['Encounter/dm-visit']],
    ['pena', ['Encounter/wrong-code']],
    ['PEÑA', ['Encounter/wrong-code']],
    ['e11.22', ['Encounter/dm-visit']],
    ['e1122', ['Encounter/dm-visit']],
    ['99214-25 office', ['Encounter/dm-visit']],
    ['2025-11', ['Encounter/dm-visit', 'Encounter/wrong-code']],
    ['held', ['Encounter/wrong-code', 'Encounter/unread']],
    ['claim/771', ['Encounter/dm-visit']],
    ['  ', ['Encounter/dm-visit', 'Encounter/wrong-code', 'Encounter/unread']],
    ['okonkwo pena', []],
    ['.*', []],
  ])('%s', (text, expected) => {
    expect(find(text)).toEqual(expected);
  });
});

describe('the order', () => {
  const sorted = (sort: string) => visibleRows(ROWS, { state: undefined, text: '', sort });

  it('puts what needs a person first, newest first within a state', () => {
    const all = sorted('work');
    const states = all.map((r) => r.state);
    expect([...new Set(states)]).toEqual(['held', 'review', 'ready', 'claimed']);
    const dates = all.filter((r) => r.state === 'held').map((r) => r.date ?? '');
    expect(dates).toEqual([...dates].sort().reverse());
  });

  it('sorts by date both ways and loses none', () => {
    const newest = sorted('newest').map((r) => r.date ?? '');
    expect(newest).toEqual([...newest].sort().reverse());
    expect(sorted('oldest').map((r) => r.date ?? '')).toEqual([...newest].reverse());
    expect(newest).toHaveLength(ROWS.length);
  });

  it('does not change what it was given', () => {
    const before = JSON.stringify(ROWS);
    sorted('oldest');
    expect(JSON.stringify(ROWS)).toBe(before);
  });

  it('takes a state it does not know to the end', () => {
    const odd = [{ ...rowOf(claimed), state: 'paused' } as unknown as Row, rowOf(claimed)];
    expect(visibleRows(odd, { state: undefined, text: '', sort: 'work' }).map((r) => r.state)).toEqual([
      'claimed',
      'paused',
    ]);
    expect(countsByState(odd)).toEqual([
      ['claimed', 1],
      ['paused', 1],
    ]);
  });
});

describe('the sentences', () => {
  it('sum the list up', () => {
    expect(summaryOf(rows)).toBe('1 of 3 encounters has a claim. 2 need a person.');
    expect(summaryOf([rowOf(claimed)])).toBe('1 of 1 encounter has a claim. None needs a person.');
    expect(summaryOf([])).toBe('');
  });

  it('tell what a run did', () => {
    expect(resultOf({ claimed: 22, held: 4, review: 1 })).toBe(
      '27 encounters processed: 4 held, 1 review, 22 claimed.',
    );
    expect(resultOf({})).toBe('The EHR has no finished encounter to process.');
  });
});

describe('the address of a case', () => {
  it.each(['abc', 'a b', '50%', '<x>'])('%s there and back', (id) => {
    expect(caseIn(caseHref(id))).toBe(id);
  });
  it.each(['', '#', '#/', '#/case/', '#/case/a/b', '#encounter'])('%s names none', (hash) => {
    expect(caseIn(hash)).toBeUndefined();
  });
  it('does not break on a broken one', () => {
    expect(caseIn('#/case/%E0%A4%A')).toBe('%E0%A4%A');
  });
});
