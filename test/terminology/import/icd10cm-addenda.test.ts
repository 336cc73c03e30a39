import { describe, expect, it } from 'vitest';
import { changesOf, parseAddenda } from '../../../src/terminology/import/icd10cm-addenda.ts';
import { successorsOf } from '../../../src/terminology/import/successors.ts';
import { addendaText, type Change } from '../support.ts';

const CHANGES: readonly Change[] = [
  // D71 was divided: not gone, only no longer valid for reporting.
  ['Delete', 'D71', 1, 'Functional disorders of polymorphonuclear neutrophils'],
  ['Add', 'D71', 0, 'Functional disorders of polymorphonuclear neutrophils'],
  ['Add', 'D711', 1, 'Leukocyte adhesion deficiency'],
  ['Add', 'S3011', 0, 'Contusion of abdominal wall'],
  ['Add', 'S3011XA', 1, 'Contusion of abdominal wall, initial encounter'],
  ['Add', 'S3011XD', 1, 'Contusion of abdominal wall, subsequent encounter'],
  ['Add', 'S3012XA', 1, 'Contusion of groin, initial encounter'],
  ['Delete', 'S301XXA', 1, 'Contusion of abdominal wall, initial encounter'],
  ['Delete', 'Z999', 1, 'Something that nothing replaced'],
];
const ROWS = CHANGES.filter(([action]) => action === 'Add').map(([, code, billable]) => ({
  code,
  billable: billable === 1,
}));
const changes = (text: string, rows: readonly { code: string; billable: boolean }[] = ROWS) =>
  changesOf(parseAddenda([text], 'addenda.txt'), rows, 'addenda.txt');

describe('the addenda', () => {
  it('tell what came, what went and what took its place', () => {
    expect(changes(addendaText(CHANGES))).toEqual([
      { kind: 'retired', code: 'S30.1XXA', successors: ['S30.11XA', 'S30.12XA'] },
      { kind: 'retired', code: 'Z99.9', successors: [] },
      { kind: 'added', code: 'D71.1' },
      { kind: 'added', code: 'S30.11' },
      { kind: 'added', code: 'S30.11XA' },
      { kind: 'added', code: 'S30.11XD' },
      { kind: 'added', code: 'S30.12XA' },
    ]);
  });

  it('carry the counts of their edition', () => {
    const read = parseAddenda([addendaText(CHANGES, { year: 2026, headers: 23_467, codes: 74_719 })], 'x');
    expect(read.counts.get(2026)).toEqual({ rows: 98_186, billable: 74_719 });
    expect(read.rows).toHaveLength(CHANGES.length);
  });

  it.each<[string, string, readonly { code: string; billable: boolean }[], string]>([
    ['a code they add is not in the order file', addendaText(CHANGES), ROWS.slice(1), 'it adds D71'],
    [
      'a code they add is marked otherwise',
      addendaText(CHANGES),
      ROWS.with(0, { code: 'D71', billable: true }),
      'it adds D71',
    ],
    [
      'a code they delete is still there',
      addendaText(CHANGES),
      [...ROWS, { code: 'Z999', billable: true }],
      'it deletes Z999',
    ],
    [
      'a row is neither',
      `${addendaText(CHANGES)}Remark: something\n`,
      ROWS,
      'row 10 is neither a change nor a count',
    ],
    ['a row is cut short', 'Add:         1 D71\n', ROWS, 'row 1 has no title'],
    ['they are empty', '', ROWS, 'it names no change'],
  ])('are refused when %s', (_, text, rows, detail) => {
    expect(() => changes(text, rows)).toThrow(
      expect.objectContaining({ code: 'CW-3002', message: expect.stringContaining(detail) }),
    );
  });
});

describe('successorsOf', () => {
  const fresh = ['S3011XA', 'S3011XD', 'S3012XA', 'S3111XA', 'T78070A', 'T78079S'];
  it.each([
    ['S301XXA', ['S3011XA', 'S3012XA']],
    ['S301XXD', ['S3011XD']],
    // The 7th character is kept: no sequela code is new below S30.1.
    ['S301XXS', []],
    ['T7807XA', ['T78070A']],
    ['E119', []],
  ])('%s → %j', (code, expected) => expect(successorsOf(code, fresh)).toEqual(expected));
});
