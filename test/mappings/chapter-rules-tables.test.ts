/** The tables of the chapter rules against the official files, and the boundaries of their logic (guidelines I.C.2, 13, 15, 16, 19). */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync, strFromU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { drugCodeOf, firstCode, type Intent, withIntent } from '../../mappings/drug-effects/intent.ts';
import { readDrugs } from '../../mappings/drug-effects/tables.ts';
import { inCourse, isFracture, mayBeOpen, seventhOf } from '../../mappings/injuries/character.ts';
import { readTables as readInjuries } from '../../mappings/injuries/tables.ts';
import { codeIn } from '../../mappings/neoplasms/remission.ts';
import { historyOf, readTables as readNeoplasms } from '../../mappings/neoplasms/tables.ts';
import { readTables as readNewborn } from '../../mappings/newborn/tables.ts';
import { weeksCode as bornAt, weightCode } from '../../mappings/newborn/weight.ts';
import { neoplasticFrom, osteoporoticFrom } from '../../mappings/pathological-fractures/codes.ts';
import { readFractures } from '../../mappings/pathological-fractures/tables.ts';
import { codeAt } from '../../mappings/pregnancy/complicating.ts';
import { readTables as readPregnancy } from '../../mappings/pregnancy/tables.ts';
import { trimesterOf, weeksCode } from '../../mappings/pregnancy/weeks.ts';
import { readOrganisms } from '../../mappings/sepsis/tables.ts';
import { officialBillable } from '../suggest/interpreters/support.ts';
import { describeWithShared } from '../support/shared.ts';

const FOLDER = resolve(import.meta.dirname, '../../mappings');
const IDS = [
  ...['covid-19', 'drug-effects', 'external-causes', 'hiv', 'injuries', 'neoplasms', 'newborn'],
  ...['pathological-fractures', 'pregnancy', 'sepsis'],
];
const json = (file: string): unknown => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
const DRUGS = readDrugs(json('drug-effects/drugs.json'));
const FRACTURES = readFractures(json('pathological-fractures/fractures.json'));
const PREGNANCY = readPregnancy(json('pregnancy/conditions.json'));
const NEOPLASMS = readNeoplasms({
  'words.json': json('neoplasms/words.json'),
  'history.json': json('neoplasms/history.json'),
});
const billable = officialBillable();
const dotted = (code: string): string => (code.length > 3 ? `${code.slice(0, 3)}.${code.slice(3)}` : code);
const official = [...(billable ?? [])].map(dotted);
const wrong = (codes: readonly (string | undefined)[]): readonly (string | undefined)[] =>
  codes.filter((c) => c === undefined || !billable?.has(c.replace('.', '')));

/** Every value that a table gives as a code, and every code a module's questions offer. */
function givenBy(id: string): readonly string[] {
  const files = readdirSync(join(FOLDER, id)).filter((f) => /^(?!module).+\.(?:json|ts)$/.test(f));
  const source = files.map((f) => readFileSync(join(FOLDER, id, f), 'utf8')).join('\n');
  const given = source.matchAll(
    /(?:"?code"?: ?|"(?:agent|to|affected)": ?|": ?|: ')["']?([A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?)["']/g,
  );
  return [...new Set([...given].map((m) => m[1] ?? ''))];
}

describe.skipIf(!billable)(
  `the codes they give are billable in the official FY2026 file${billable ? '' : ' (skipped: ../shared is absent)'}`,
  () => {
    it.each(IDS.filter((id) => id !== 'external-causes'))('%s', (id) => {
      const stems = new Set(rangeEnds(id));
      expect(givenBy(id).length).toBeGreaterThan(0);
      expect(wrong(givenBy(id).filter((c) => !stems.has(c)))).toEqual([]);
    });

    it('drugs: all six intents of every stem', () => {
      const intents: readonly Intent[] = [1, 2, 3, 4, 5, 6];
      expect(wrong([...DRUGS.stems.values()].flatMap((s) => intents.map((i) => firstCode(s, i))))).toEqual(
        [],
      );
    });

    it('pregnancy: every condition at every time', () => {
      const times = ['pregnancy', 'childbirth', 'puerperium'] as const;
      const trimesters = [undefined, 'first', 'second', 'third'] as const;
      const codes = PREGNANCY.conditions.flatMap((row) =>
        times
          .filter((time) => row.form !== 'plain' || time === 'pregnancy')
          .flatMap((time) => trimesters.map((t) => codeAt(row, time, t))),
      );
      expect(wrong(codes)).toEqual([]);
    });

    it('every fracture with a code in osteoporosis or neoplastic disease', () => {
      const fractures = official.filter((c) => isFracture(c) && seventhOf(c) !== undefined);
      const given = fractures.flatMap((c) => [
        osteoporoticFrom(c, 'right', '0', FRACTURES),
        osteoporoticFrom(c, '', '8', FRACTURES),
        neoplasticFrom(c, FRACTURES),
      ]);
      const codes = given.filter((c) => c !== undefined);
      expect(codes.length).toBeGreaterThan(5_000);
      expect(wrong(codes)).toEqual([]);
    });

    it('every code of blood cancer in remission and in relapse', () => {
      const codes = official.flatMap((c) => [codeIn(c, 'remission'), codeIn(c, 'relapse')]);
      const made = codes.filter((c) => c !== undefined);
      expect(made.length).toBeGreaterThan(300);
      expect(wrong(made)).toEqual([]);
    });

    it('every injury in routine healing and as sequela', () => {
      const active = official.filter((c) => /A$/.test(c) && seventhOf(c) !== undefined);
      const codes = active.flatMap((c) => [inCourse(c, 'later'), inCourse(c, 'sequela')]);
      const made = codes.filter((c) => c !== undefined);
      expect(made.length).toBeGreaterThan(10_000);
      expect(wrong(made)).toEqual([]);
    });

    it('every weight and week of a newborn, every week of gestation', () => {
      const weights = [1, 499, 500, 749, 750, 999, 1000, 1249, 1499, 1749, 1999, 2499].map(weightCode);
      const weeks = Array.from({ length: 36 }, (_, i) => bornAt(i + 1));
      const gestation = Array.from({ length: 308 }, (_, i) => code(i + 1));
      expect(wrong([...weights, ...weeks, ...gestation])).toEqual([]);
    });
  },
);

/** Beginnings and patterns of codes that a table only compares with. */
function rangeEnds(id: string): readonly string[] {
  const files = readdirSync(join(FOLDER, id)).filter((f) => f.endsWith('.json'));
  const source = files.map((f) => readFileSync(join(FOLDER, id, f), 'utf8')).join('\n');
  return [...source.matchAll(/"(?:of|stem|from)": ?"([A-Z][0-9A-Z.]+)"/g)].map((m) => m[1] ?? '');
}

const code = (days: number): string => weeksCode({ days, from: 'measurement', evidence: [] });

describeWithShared(
  'the official table of drugs',
  ['data/icd10cm/icd10cm-drug-April-1-2026.xml.gz'],
  (path) => {
    it('gives every drug the same code', () => {
      const xml = strFromU8(gunzipSync(new Uint8Array(readFileSync(path ?? ''))));
      const entries = [
        ...xml.matchAll(
          /<mainTerm>\s*<title>([^<]*)(?:<nemod>[^<]*<\/nemod>)?[^<]*<\/title>\s*<cell col="2">([^<]*)<\/cell>/g,
        ),
      ];
      const table = new Map(
        entries.map(([, title = '', accident = '']) => [
          title.trim().toLowerCase().replace(/ nec$/, ''),
          accident,
        ]),
      );
      const differing = [...DRUGS.stems].filter(([name, stem]) => table.get(name) !== `${stem}1`);
      expect(differing).toEqual([]);
      expect(DRUGS.stems.size).toBeGreaterThan(70);
    });
  },
);

describe('boundaries', () => {
  it.each([
    [97, 'first'],
    [98, 'second'],
    [195, 'second'],
    [196, 'third'],
  ])('%i days: %s trimester', (days, trimester) => {
    expect(trimesterOf({ days })).toBe(trimester);
  });

  it.each([
    [55, 'Z3A.01'],
    [56, 'Z3A.08'],
    [69, 'Z3A.09'],
    [300, 'Z3A.42'],
    [301, 'Z3A.49'],
  ])('%i days: %s', (days, expected) => {
    expect(code(days)).toBe(expected);
  });

  it.each([
    [499, 'P07.01'],
    [500, 'P07.02'],
    [999, 'P07.03'],
    [1000, 'P07.14'],
    [2499, 'P07.18'],
    [2500, undefined],
    [0, undefined],
    [Number.NaN, undefined],
  ])('%d grams: %s', (grams, expected) => {
    expect(weightCode(grams)).toBe(expected);
  });

  it.each([
    [22.9, 'P07.21'],
    [23, 'P07.22'],
    [27.9, 'P07.26'],
    [28, 'P07.31'],
    [36.9, 'P07.39'],
    [37, undefined],
    [Number.NaN, undefined],
  ])('%d weeks at birth: %s', (weeks, expected) => {
    expect(bornAt(weeks)).toBe(expected);
  });

  it.each([
    ['S52.501A', 'later', 'S52.501D'],
    ['S52.501B', 'later', 'S52.501E'],
    ['S52.501C', 'nonunion', 'S52.501N'],
    ['S42.301B', 'later', 'S42.301D'],
    ['S82.201D', 'malunion', 'S82.201P'],
    ['S82.201E', 'nonunion', 'S82.201M'],
    ['S22.41XA', 'malunion', undefined],
    ['M80.051A', 'nonunion', 'M80.051K'],
    ['S61.411A', 'later', 'S61.411D'],
    ['S61.411A', 'nonunion', undefined],
    ['S52.501D', 'later', undefined],
    ['S52.501S', 'later', undefined],
    ['T81.41XA', 'later', undefined],
    ['I10', 'later', undefined],
  ] as const)('%s, %s: %s', (from, course, to) => {
    expect(inCourse(from, course)).toBe(to);
  });

  it('knows which fractures may be open', () => {
    expect(['S52.501A', 'S82.201A'].every(mayBeOpen)).toBe(true);
    expect(['M80.051A', 'S93.401A', 'S59.001A'].some(mayBeOpen)).toBe(false);
  });

  it.each([
    ['T36.0X1A', 5, 'T36.0X5A'],
    ['T39.311A', 2, 'T39.312A'],
    ['T36.91XA', 5, 'T36.95XA'],
    ['T50.901A', 6, 'T50.906A'],
    ['T50.A11A', 5, 'T50.A15A'],
  ] as const)('%s with intent %i: %s', (from, intent, to) => {
    const drug = drugCodeOf(from);
    expect(drug && withIntent(drug, intent)).toBe(to);
  });

  it.each(['T51.0X1A', 'T36.0', 'S52.501A', 'Z79.4'])('%s is no drug with an intent', (from) => {
    expect(drugCodeOf(from)).toBeUndefined();
  });

  it.each([
    ['C50.911', 'Z85.3'],
    ['C18.9', 'Z85.038'],
    ['C91.00', 'Z85.6'],
    ['D05.11', 'Z86.000'],
    ['C45.0', undefined],
    ['C79.51', undefined],
    ['D12.6', undefined],
  ])('history of %s: %s', (from, to) => {
    expect(historyOf(from, NEOPLASMS)).toBe(to);
  });
});

describe('a table without its lists is refused', () => {
  it.each([
    ['drug-effects', () => readDrugs({ drugs: [] })],
    ['injuries', () => readInjuries({ 'words.json': {} })],
    ['neoplasms', () => readNeoplasms({})],
    ['newborn', () => readNewborn({ mother: [] })],
    ['pathological-fractures', () => readFractures(undefined)],
    ['pregnancy', () => readPregnancy({ conditions: [] })],
    ['sepsis', () => readOrganisms(undefined)],
  ])('%s', (id, read) => {
    expect(read).toThrow(new RegExp(`mapping module ${id} `));
  });
});
