import { describe, expect, it } from 'vitest';
import { bindTargets } from '../../../src/terminology/notes/bind.ts';
import { noteLine, notesEdition, seventhLine } from '../../../src/terminology/notes/notes-edition.ts';
import { parseTargets } from '../../../src/terminology/notes/parse-targets.ts';
import { ROWS, type Row, release } from '../support.ts';

const { info } = release(2026, ROWS);
const note = (node: string, text: string): string =>
  noteLine({ kind: 'excludes1', node, text, targets: parseTargets(text) });
const fault = (detail: string): never => {
  throw new Error(detail);
};
const BODY = [
  note('C00-D49', 'chapter'),
  note('C43-C44', 'block'),
  note('C76-C80', 'other block'),
  note('C4A', 'own (C43.-)'),
  note('C44.1', 'eyelid'),
  note('C44', 'category'),
  seventhLine({ node: 'C44', characters: { A: 'first', D: 'later | again' } }),
].join('');
const edition = notesEdition(info, BODY, fault);
const texts = (code: string): readonly string[] =>
  edition.nodesFor(code).flatMap((node) => edition.notesAt(node).map((found) => found.text));

describe('an edition of the notes', () => {
  it('finds a code’s own notes and those above it, nearest first', () => {
    expect(texts('C44.11')).toEqual(['eyelid', 'category', 'block', 'chapter']);
    expect(texts('C44.9')).toEqual(['category', 'block', 'chapter']);
    expect(texts('D05')).toEqual(['chapter']);
    expect(texts('E11.9')).toEqual([]);
  });

  it('puts a category into the block that prints it', () => {
    expect(texts('C4A.9')).toEqual(['own (C43.-)', 'block', 'chapter']);
    expect(texts('C7A.1')).toEqual(['chapter']);
  });

  it('knows the 7th characters of the nearest node', () => {
    expect(edition.seventhCharacters('C44.11')).toEqual({
      node: 'C44',
      characters: { A: 'first', D: 'later / again' },
    });
    expect(edition.seventhCharacters('C43')).toBeUndefined();
  });

  it('refuses a row that is not one', () => {
    expect(() => notesEdition(info, 'excludes1\tE11\n', fault)).toThrow('row 1 has not four columns');
  });
});

describe('bindTargets', () => {
  const DRUGS: readonly Row[] = [
    ['T36', 0, 'x'],
    ['T360', 0, 'x'],
    ['T360X', 0, 'x'],
    ['T360X1', 0, 'poisoning'],
    ['T360X1A', 1, 'x'],
    ['T360X5', 0, 'adverse effect'],
    ['T360X5A', 1, 'x'],
    ['T361', 0, 'x'],
    ['T361X5A', 1, 'a row whose parent is no row'],
  ];
  const bound = (text: string, complete = true) =>
    bindTargets(parseTargets(text), release(2026, DRUGS, { complete })).map(({ from, to }) =>
      from === to ? from : `${from}-${to}`,
    );

  it('works out rules on characters among the codes of the release', () => {
    expect(bound('(T36-T50 with fifth or sixth character 5)')).toEqual(['T36.0X5', 'T36.1X5A']);
    expect(bound('(T36-T50 with fifth or sixth character 5)', false)).toEqual(['T36.0X5', 'T36.1X5A']);
    expect(bound('(T36-T50 with fifth or sixth character 6)')).toEqual([]);
  });

  it('drops what a complete release no longer has, and keeps what a starter merely lacks', () => {
    expect(bound('(T36.0-, T37.0, T40-T50)')).toEqual(['T36.0']);
    expect(bound('(T36.0-, T37.0, T40-T50)', false)).toEqual(['T36.0', 'T37.0', 'T40-T50']);
  });

  it('keeps plain targets, and no rules, where no release is in force', () => {
    expect(bindTargets(parseTargets('(T37.0, T38.0)'), undefined)).toHaveLength(2);
    expect(bindTargets(parseTargets('(T36-T50 with fifth or sixth character 5)'), undefined)).toEqual([]);
  });
});
