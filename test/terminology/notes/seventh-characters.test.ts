import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createTerminology,
  readCodeSet,
  readOfficial,
  type Terminology,
  terminologyOf,
} from '../../../src/terminology/index.ts';
import { notesEdition, seventhLine } from '../../../src/terminology/notes/notes-edition.ts';
import { describeWithShared } from '../../support/shared.ts';
import { bytes, code, day, type Row, release } from '../support.ts';

const ROWS: readonly Row[] = [
  ['C4411', 0, 'Basal cell carcinoma of skin of eyelid'],
  ['C441121', 1, 'Basal cell carcinoma of skin of right upper eyelid'],
  ['E119', 1, 'Type 2 diabetes mellitus without complications'],
  ['S52', 0, 'Fracture of forearm'],
  ['S525', 0, 'Fracture of lower end of radius'],
  ['S5252', 0, 'Torus fracture of lower end of radius'],
  ['S52521', 0, 'Torus fracture of lower end of right radius'],
  ['S52521A', 1, 'Torus fracture of lower end of right radius, initial encounter'],
  ['T07', 0, 'Unspecified multiple injuries'],
  ['T07XXXA', 1, 'Unspecified multiple injuries, initial encounter'],
];
const LINES = [
  { node: 'S52', characters: { A: 'initial, closed', B: 'initial, open', S: 'sequela' } },
  { node: 'S52.52', characters: { A: 'initial', D: 'routine healing', S: 'sequela' } },
  { node: 'T07', characters: { A: 'initial', D: 'subsequent', S: 'sequela' } },
  { node: 'E11', characters: { A: 'made up' } },
];
const notes = (complete: boolean) =>
  notesEdition(
    { ...release(2026, ROWS).info, id: 'notes', title: 'Tabular List 2026', complete },
    LINES.map(seventhLine).join(''),
    (detail) => expect.fail(detail),
  );
const ON = '2026-01-01';
const ask = (text: string, on = ON, complete = true) =>
  createTerminology([release(2026, ROWS)], [notes(complete)], []).icd10cm.seventhCharacters(
    code(text),
    day(on),
  );

describe('the 7th characters of a code', () => {
  it.each([
    ['S52.521A', 'S52.52', 'ADS', 'S52.521', 'A'],
    ['S52.521', 'S52.52', 'ADS', 'S52.521', undefined],
    ['S52.521B', 'S52.52', 'ADS', 'S52.521', 'B'],
    ['S52.52', 'S52.52', 'ADS', undefined, undefined],
    ['S52.5', 'S52', 'ABS', undefined, undefined],
    ['T07', 'T07', 'ADS', 'T07.XXX', undefined],
    ['T07.X', 'T07', 'ADS', 'T07.XXX', undefined],
    ['T07.XXXD', 'T07', 'ADS', 'T07.XXX', 'D'],
  ])('%s: those of %s are %s', (text, node, legal, stem, given) => {
    const answer = ask(text);
    expect(answer).toMatchObject({ kind: 'required', node, edition: 'Tabular List 2026' });
    if (answer.kind !== 'required') return;
    expect([[...answer.characters.keys()].join(''), answer.stem, answer.given]).toEqual([legal, stem, given]);
  });

  it('are none for a code that is whole without one', () => {
    expect(ask('E11.9')).toEqual({ kind: 'none', edition: 'Tabular List 2026' });
    expect(ask('E11.9', ON, false).kind).toBe('none');
  });

  it('are none where seven characters are a plain subdivision, in the edition of the day only', () => {
    expect(ask('C44.1121').kind).toBe('none');
    expect(ask('C44.1121', '2026-10-01').kind).toBe('cannot-tell');
    expect(ask('C44.1121', ON, false)).toMatchObject({
      kind: 'cannot-tell',
      reason: /defines no 7th character/,
    });
  });

  it('cannot be told where no edition serves', () => {
    expect(ask('S52.521A', '2025-09-30')).toMatchObject({ kind: 'cannot-tell', reason: /no edition/ });
    expect(
      createTerminology([release(2026, ROWS)], [], []).icd10cm.seventhCharacters(code('T07'), day(ON)).kind,
    ).toBe('cannot-tell');
  });
});

const TABULAR = 'data/icd10cm/icd10cm_tabular_2021.xml.gz';
const ORDER = 'data/icd10cm/icd10cm-order-files-2026.zip';

describeWithShared(
  'the official 7th characters of 2021 and the codes of FY2026',
  [TABULAR, ORDER],
  (...paths) => {
    let terminology: Terminology;
    beforeAll(() => {
      const files = paths.map((path) => ({ name: path.split('/').at(-1) ?? '', bytes: readFileSync(path) }));
      const tables = readOfficial(files, { kept: () => undefined });
      terminology = terminologyOf(tables.map((table) => readCodeSet(bytes(table.text), table.info.id)));
    });

    // Plain subdivisions with seven characters, and the extensions of categories that are newer than the tabular list.
    const UNDEFINED = [...['C44', 'G71', 'H54', 'J34', 'K63', 'T86', 'Z86', 'Z91'], ...['L98', 'QA0', 'W44']];

    it('agree: every last character of seven is legal, or its category is known to define none', () => {
      const on = day('2026-05-01');
      const edition = terminology.icd10cm.edition(on) ?? expect.fail('no edition');
      const [illegal, undefinedIn, padded] = [[] as string[], new Set<string>(), [] as string[]];
      let legal = 0;
      for (const row of edition.rows()) {
        if (row.code.length !== 7) continue;
        const answer = terminology.icd10cm.seventhCharacters(code(row.code), on);
        if (answer.kind !== 'required') undefinedIn.add(row.code.slice(0, 3));
        else if (!answer.characters.has(answer.given ?? '')) illegal.push(row.code);
        else legal += 1;
        if (answer.kind === 'required' && answer.stem?.replace('.', '') !== row.code.slice(0, 6))
          padded.push(row.code);
      }
      expect(illegal).toEqual([]);
      expect(padded).toEqual([]);
      expect(legal).toBe(51_179);
      expect([...undefinedIn].sort()).toEqual([...UNDEFINED].sort());
    });

    it('agree: no code that may be reported lacks one', () => {
      const on = day('2026-05-01');
      const lacking = [...(terminology.icd10cm.edition(on)?.rows() ?? [])]
        .filter((row) => row.billable && row.code.length < 7)
        .filter((row) => terminology.icd10cm.seventhCharacters(code(row.code), on).kind !== 'none');
      expect(lacking).toEqual([]);
    });

    it('fill a short heading up with placeholders, to a code that exists', () => {
      const on = day('2026-05-01');
      for (const [heading, whole] of [
        ['T07', 'T07.XXXA'],
        ['S01.00', 'S01.00XA'],
        ['T36.0X5', 'T36.0X5A'],
      ] as const) {
        const answer = terminology.icd10cm.seventhCharacters(code(heading), on);
        expect(answer.kind === 'required' && `${answer.stem}A`).toBe(whole);
        expect(terminology.icd10cm.status(code(whole), on).kind).toBe('active');
      }
    });
  },
);
