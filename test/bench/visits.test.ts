/** The labelled visits: enough of them, halves alike, and every label of codes that can be billed and shapes that can be read. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { officialSets } from '../../bench/accuracy/knowledge.ts';
import { bundleOfVisit } from '../../bench/visits/chart.ts';
import { type LabelledVisit, type Line, labelledVisits, lineOf, waysOf } from '../../bench/visits/labels.ts';
import { scoreVisit, totals } from '../../bench/visits/score.ts';
import { type ServiceDate, serviceDate } from '../../src/kernel/index.ts';
import { icd10CmCode, procedureCode, terminologyOf } from '../../src/terminology/index.ts';
import { describeWithShared } from '../support/shared.ts';

const visits = labelledVisits();
const groups = Map.groupBy(visits, (v) => v.group);
const idsOf = (wrong: (v: LabelledVisit) => boolean): readonly string[] =>
  visits.filter(wrong).map((v) => v.id);
const linesOf = (v: LabelledVisit): readonly Line[] => waysOf(v.expected).flat(2);

/** The discharge of a stay, else the day of the visit. */
const codedOn = ({ chart }: LabelledVisit): ServiceDate => {
  const on = serviceDate(chart.date.split('..').at(-1));
  if (!on) throw new Error(`no date: ${chart.date}`);
  return on;
};

describe('the labelled visits', () => {
  it('are at least 250 over at least 15 groups', () => {
    expect(visits.length).toBeGreaterThanOrEqual(250);
    expect(groups.size).toBeGreaterThanOrEqual(15);
  });

  it('have ids of their own', () => {
    expect(new Set(visits.map((v) => v.id)).size).toBe(visits.length);
  });

  // Visits written later to look for causes are the development half's alone.
  const first = visits.filter((v) => !v.group.startsWith('later-'));
  const firstGroups = Map.groupBy(first, (v) => v.group);

  it('of later files are to be looked at, all of them', () => {
    expect(idsOf((v) => v.group.startsWith('later-') && v.half !== 'dev')).toEqual([]);
  });

  it.each([...firstGroups])('%s stands in both halves alike', (_, group) => {
    const dev = group.filter((v) => v.half === 'dev').length;
    expect(Math.abs(2 * dev - group.length)).toBeLessThanOrEqual(1);
  });

  it('stand in two halves of a size', () => {
    const dev = first.filter((v) => v.half === 'dev').length;
    expect(Math.abs(2 * dev - first.length)).toBeLessThanOrEqual(2);
  });

  it('have a note that matters in two of five and more', () => {
    const noted = visits.filter((v) => v.chart.note !== undefined || v.chart.notes !== undefined);
    expect(noted.length / visits.length).toBeGreaterThan(0.4);
  });

  it('become Bundles', () => {
    expect(visits.map((v) => bundleOfVisit(v.id, v.chart).entry?.length ?? 0).every((n) => n > 3)).toBe(true);
  });

  it('have readable lines of well-formed codes', () => {
    expect(idsOf((v) => linesOf(v).some((l) => procedureCode(l.code) === undefined))).toEqual([]);
  });

  it('say why', () => {
    expect(idsOf((v) => v.expected.why.length < 5)).toEqual([]);
  });

  it('never point twice at one diagnosis, nor use a modifier twice', () => {
    const twice = (all: readonly string[]): boolean => new Set(all).size < all.length;
    expect(idsOf((v) => linesOf(v).some((l) => twice(l.pointers) || twice(l.modifiers)))).toEqual([]);
  });

  it('ask for the add-on only beside its base', () => {
    const bases: Readonly<Record<string, RegExp>> = {
      '99292': /^99291$/,
      '99417': /^99(?:205|215|245|345|350)$/,
      G2212: /^99(?:205|215)$/,
      '90461': /^90460$/,
      '90472': /^90471$/,
      '17003': /^17000$/,
      '11103': /^11102$/,
      '99439': /^99490$/,
      '99498': /^99497$/,
    };
    const alone = (v: LabelledVisit): boolean =>
      waysOf(v.expected).some((way) => {
        const codes = way.flat().map((l) => l.code);
        return codes.some((code) => {
          const base = bases[code];
          return base !== undefined && !codes.some((c) => base.test(c));
        });
      });
    expect(idsOf(alone)).toEqual([]);
  });
});

describeWithShared(
  'the labels beside the official diagnosis files',
  ['data/icd10cm/ICD10-CM-Code-Descriptions-2025.zip', 'data/icd10cm/icd10cm-order-files-2026.zip'],
  () => {
    it('point at codes that can be billed on their day', () => {
      const { icd10cm } = terminologyOf(officialSets());
      const recorded = (v: LabelledVisit): readonly string[] =>
        (v.chart.conditions ?? []).flatMap((c) => /icd=([\w.]+)/.exec(c)?.[1] ?? []);
      const unbillable = (v: LabelledVisit): readonly string[] =>
        [...new Set([...linesOf(v).flatMap((l) => l.pointers), ...recorded(v)])].filter((text) => {
          const code = icd10CmCode(text);
          return !code || icd10cm.lookup(code, codedOn(v))?.billable !== true;
        });
      // The release before fiscal year 2025 is not among the files.
      const known = visits.filter((v) => codedOn(v) >= '2024-10-01');
      expect(known.flatMap((v) => unbillable(v).map((code) => `${v.id}: ${code}`))).toEqual([]);
    });
  },
);

describe('a line of a label', () => {
  it('is read with its modifiers, units and pointers', () => {
    expect(lineOf('20610-79-LT*2 > M17.12 I10')).toEqual({
      code: '20610',
      modifiers: ['79', 'LT'],
      units: 2,
      pointers: ['M17.12', 'I10'],
    });
  });

  it.each(['99213', '9921 > I10', '99213 > ', '99213-255 > I10', '99213 > A B C D E'])(
    'is not “%s”',
    (text) => {
      expect(() => lineOf(text)).toThrow(text);
    },
  );
});

describe('a visit scored', () => {
  const [first] = visits;
  if (!first) throw new Error('no visits');
  const of = (lines: readonly string[], got: readonly string[], more: object = {}) =>
    scoreVisit(
      { ...first, expected: { lines, why: 'made', ...more } },
      { lines: got.map(lineOf), asked: false },
    );

  it('is exact with the same lines in any order', () => {
    const score = of(['99213-25 > I10', '96372 > I10'], ['96372 > I10', '99213-25 > I10']);
    expect([score.visit, score.exact]).toEqual([true, true]);
  });

  it.each([
    ['a modifier', '99213 > I10'],
    ['units', '99213-25*2 > I10'],
    ['a pointer', '99213-25 > E11.9'],
  ])('is not exact where %s differs, though the visit is right', (_, got) => {
    const score = of(['99213-25 > I10'], [got]);
    expect([score.visit, score.exact, score.missed.length, score.wrong.length]).toEqual([true, false, 1, 1]);
  });

  it('is wrong where a visit is billed and none was', () => {
    expect(of([], ['99212 > I10']).visit).toBe(false);
    expect(of([], []).visit).toBe(true);
  });

  it('takes either way of a line and of the whole set', () => {
    expect(of(['99214 > I10 || 99213 > I10'], ['99213 > I10'])).toMatchObject({ visit: true, exact: true });
    const ways = { alternatively: [['99212 > I10']] };
    expect(of(['99213 > I10'], ['99212 > I10'], ways)).toMatchObject({ visit: true, exact: true });
    expect(of(['99213 > I10'], ['99215 > I10'], ways)).toMatchObject({ visit: false, exact: false });
  });

  it('excuses what the label calls optional, and performance measures', () => {
    const got = ['99213 > I10', 'G2211 > I10', '3074F > I10'];
    expect(of(['99213 > I10'], got, { optional: ['G2211'] }).wrong).toEqual([]);
    expect(of(['99213 > I10'], got).wrong).toEqual(['G2211 > I10']);
  });

  it('leaves the choice of a long-term drug as pointer, and of Z23 or the examination for a vaccine', () => {
    expect(of(['99213 > E11.9'], ['99213 > E11.9 Z79.84']).exact).toBe(true);
    expect(of(['90656 > Z23'], ['90656 > Z00.129']).exact).toBe(true);
    expect(of(['99213 > E11.9'], ['99213 > E11.9 I10']).exact).toBe(false);
  });

  it('is summed up', () => {
    const t = totals([of(['99213 > I10'], ['99213 > I10']), of(['99213 > I10'], [])]);
    expect([t.visits, t.visit, t.exact, t.precision, t.recall]).toEqual([2, 0.5, 0.5, 1, 0.5]);
  });
});

it('labels are plain text of the project’s own words', () => {
  const folder = new URL('../../bench/visits/charts/', import.meta.url);
  const names = new Set(visits.map((v) => v.group));
  const all = [...names].map((name) => readFileSync(new URL(`${name}.json`, folder), 'utf8')).join('');
  expect(all).not.toMatch(/\bAMA\b|https?:/);
});
