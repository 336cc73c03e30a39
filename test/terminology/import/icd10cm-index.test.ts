import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClaimwrightError } from '../../../src/kernel/index.ts';
import { parseIndex } from '../../../src/terminology/import/icd10cm-index-xml.ts';
import { day } from '../support.ts';
import { INDEX, known, read } from './small-tables.ts';

const NAME = 'icd10cm_index_2026.xml';
const ON = day('2026-03-04');
const index = () => known([NAME, INDEX]).icd10cmIndex;
const lookup = (path: string | readonly string[]) => {
  const answer = index().lookup('diseases', path, ON);
  return answer.kind === 'found' ? answer.entries : answer.kind;
};

describe('the main index', () => {
  it('is kept with its year, days and counts', () => {
    const [table] = read(NAME, INDEX);
    expect(table).toMatchObject({
      kind: 'icd10cm-index',
      info: {
        id: 'icd10cm-2026-index',
        version: '2026',
        effective: { from: '2025-10-01', to: '2026-09-30' },
        counts: { rows: 9, billable: 5 },
        complete: true,
      },
    });
  });

  it('keeps a term with its path, modifiers, codes, manifestations and references', () => {
    expect(lookup('Dementia')).toEqual([
      {
        path: ['Dementia'],
        nonEssential: ['degenerative', 'primary', 'old age', 'persisting'],
        codes: [{ code: 'F03.90', subdivided: false }],
        manifestations: [],
        see: [],
        seeAlso: ["Disease, Alzheimer's"],
        subterms: ['in'],
      },
    ]);
    expect(lookup("dementia, in, parkinson's disease")).toMatchObject([
      {
        path: ['Dementia', 'in', "Parkinson's disease"],
        codes: [{ code: 'G20', subdivided: true }],
        manifestations: [{ code: 'F02.80', subdivided: false }],
      },
    ]);
    expect(lookup(['Dementia', 'in'])).toMatchObject([
      { see: ['Dementia, by type'], nonEssential: ['due to'] },
    ]);
  });

  it('points to subcategories and categories, and keeps a reference in words', () => {
    expect(lookup('Drowning, submersion')).toMatchObject([{ codes: [{ code: 'T75.1', subdivided: true }] }]);
    expect(lookup('submersion, in bath')).toMatchObject([{ see: ['category W65'], codes: [] }]);
    expect(lookup('nephropathy, diabetic')).toMatchObject([{ see: ['E08-E13 with .21'], codes: [] }]);
  });

  it.each(['Dement', 'Dementia, in, gout', 'in', '', ',', 'Drowning, in'])('does not know %j', (path) => {
    expect(lookup(path)).toBe('unknown');
  });

  it.each([
    ['2025-09-30', 'cannot-tell'],
    ['2025-10-01', 'found'],
    ['2026-09-30', 'found'],
    ['2026-10-01', 'cannot-tell'],
  ])('answers on %s: %s', (on, kind) => {
    expect(index().lookup('diseases', 'Abasia', day(on)).kind).toBe(kind);
  });

  it('says nothing for the books that are not loaded', () => {
    expect(index().drug('digoxin', ON)).toMatchObject({ kind: 'cannot-tell', reason: /table of drugs/ });
    expect(index().neoplasm('breast', ON).kind).toBe('cannot-tell');
    expect(index().lookup('external-causes', 'Abuse', ON).kind).toBe('cannot-tell');
  });

  it('is the same in chunks of any size', () => {
    const whole = parseIndex([INDEX], 'x');
    for (const size of [1, 13, 500]) {
      const chunks = Array.from({ length: Math.ceil(INDEX.length / size) }, (_, i) =>
        INDEX.slice(i * size, (i + 1) * size),
      );
      expect(parseIndex(chunks, 'x')).toEqual(whole);
    }
  });

  it.each<[string, string, string, RegExp]>([
    ['an end too early', NAME, INDEX.slice(0, 900), /not well-formed/],
    [
      'no last letter',
      NAME,
      INDEX.replace(/Zoster/, 'Nothing'),
      /ends with "nothing": its last rows are missing/,
    ],
    ['no first letter', NAME, INDEX.replace(/Aarskog|Abasia/g, 'B'), /its first rows are missing/],
    ['a year its name does not say', 'icd10cm_index_2025.xml', INDEX, /name says 2025 and its content 2026/],
    ['the content of another index', 'icd10cm_eindex_2026.xml', INDEX, /its heading .* is not/],
    ['the columns of no table', 'icd10cm_drug_2026.xml', INDEX, /its heading .* is not/],
    ['a code that is none', NAME, INDEX.replace('F44.4', 'F4'), /line 13 has F4, which is not a code/],
    ['a skipped level', NAME, INDEX.replace('level="2"', 'level="3"'), /line 25 has a term of level 3/],
    [
      'a term without a title',
      NAME,
      INDEX.replace('<title>in bath</title>', ''),
      /ends a term that has no title/,
    ],
    ['an unknown element', NAME, INDEX.replaceAll('manif', 'manifest'), /element manifest/],
    [
      'a damaged character',
      NAME,
      INDEX.replace('Parkinson', 'Par\ufffdkinson'),
      /characters no official file has/,
    ],
    ['our own signs', NAME, INDEX.replace('Parkinson', 'Par|kinson'), /characters no official file has/],
    ['a document type', NAME, INDEX.replace('?>', '?><!DOCTYPE x [<!ENTITY e "x">]>'), /document type/],
    ['nesting without end', NAME, `<ICD10CM.index>${'<term level="1">'.repeat(100)}`, /outside a main term/],
    ['no terms', NAME, '<ICD10CM.index><version>2026</version></ICD10CM.index>', /holds no terms/],
  ])('is refused with %s', (_, name, text, detail) => {
    expect(() => read(name, text)).toThrow(
      expect.objectContaining({ code: 'CW-3002', message: expect.stringMatching(detail) }),
    );
  });

  it('never throws anything but a coded fault, whatever the text', () => {
    const damaged = fc
      .tuple(fc.nat(INDEX.length), fc.string({ maxLength: 8 }))
      .map(([at, text]) => INDEX.slice(0, at) + text + INDEX.slice(at + 3));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), damaged), (text) => {
        try {
          parseIndex([text], 'x');
        } catch (error) {
          expect(error).toBeInstanceOf(ClaimwrightError);
          expect(error).toMatchObject({ code: 'CW-3002' });
        }
      }),
    );
  });
});
