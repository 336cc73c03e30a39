/** The labelled charts: enough of them, halves alike, and every label a code that can be billed on its day. */
import { describe, expect, it } from 'vitest';
import { officialSets } from '../../bench/accuracy/knowledge.ts';
import {
  firstCharts,
  furtherCharts,
  type LabelledChart,
  labelledCharts,
  waysOf,
} from '../../bench/accuracy/labels.ts';
import { QUERY_KINDS } from '../../bench/accuracy/query-kinds.ts';
import { type ServiceDate, serviceDate } from '../../src/kernel/index.ts';
import { icd10CmCode, terminologyOf } from '../../src/terminology/index.ts';
import { describeWithShared } from '../support/shared.ts';

const charts = labelledCharts();
const specialties = Map.groupBy(firstCharts(), (c) => c.specialty);
const share = (is: (c: LabelledChart) => boolean): number => charts.filter(is).length / charts.length;
const idsOf = (wrong: (c: LabelledChart) => boolean): readonly string[] =>
  charts.filter(wrong).map((c) => c.id);

/** The discharge of a stay, else the day of the visit (Medicare Code Editor). */
const codedOn = ({ chart }: LabelledChart): ServiceDate => {
  const on = serviceDate(chart.date.split('..').at(-1));
  if (!on) throw new Error(`no date: ${chart.date}`);
  return on;
};

describe('the labelled charts', () => {
  it('are at least 300 over at least 20 specialties', () => {
    expect(charts.length).toBeGreaterThanOrEqual(300);
    expect(specialties.size).toBeGreaterThanOrEqual(20);
  });

  it('have ids of their own', () => {
    expect(new Set(charts.map((c) => c.id)).size).toBe(charts.length);
  });

  it.each([...specialties])('%s stands in both halves alike', (_, group) => {
    const dev = group.filter((c) => c.half === 'dev').length;
    expect(Math.abs(2 * dev - group.length)).toBeLessThanOrEqual(1);
  });

  it('are of the development half where they were written later, over the same specialties', () => {
    const later = furtherCharts();
    expect(later.length).toBeGreaterThanOrEqual(100);
    expect(later.filter((c) => c.half !== 'dev' || !specialties.has(c.specialty)).map((c) => c.id)).toEqual(
      [],
    );
    expect(new Set(later.map((c) => c.specialty)).size).toBe(specialties.size);
  });

  it.each(['dev', 'test'] as const)('the %s half has notes alone, resources alone, and both', (half) => {
    const mine = charts.filter((c) => c.half === half);
    const part = (is: (c: LabelledChart) => boolean): number => mine.filter(is).length / mine.length;
    const noted = (c: LabelledChart): boolean => c.chart.note !== undefined;
    const listed = (c: LabelledChart): boolean => c.chart.conditions !== undefined;
    expect(part((c) => noted(c) && !listed(c))).toBeGreaterThan(0.2);
    expect(part((c) => noted(c) && listed(c))).toBeGreaterThan(0.2);
    expect(part((c) => !noted(c))).toBeGreaterThan(0.3);
  });

  it('are stays in one of eight to one of six', () => {
    const stays = share((c) => c.chart.setting === 'inpatient');
    expect(stays).toBeGreaterThan(0.1);
    expect(stays).toBeLessThan(0.17);
  });

  it('are of fiscal year 2026, but for a few around its first day', () => {
    expect(idsOf((c) => codedOn(c) < '2025-09-01' || codedOn(c) > '2026-09-30')).toEqual([]);
    expect(share((c) => codedOn(c) >= '2025-10-01')).toBeGreaterThan(0.98);
  });

  it('cite a section of the guidelines', () => {
    const cites = /\b(?:I{1,3}|IV)\.[A-Z]\b|^II\b|^III\b/;
    expect(idsOf((c) => !cites.test(c.expected.why))).toEqual([]);
  });

  it('ask for known kinds of detail', () => {
    expect(idsOf((c) => (c.expected.queries ?? []).some((q) => !QUERY_KINDS.includes(q)))).toEqual([]);
  });

  it('never want and excuse the same code, nor want it twice', () => {
    const contradicts = ({ expected: { diagnoses, acceptable = [] } }: LabelledChart): boolean => {
      const wanted = diagnoses.flatMap(waysOf);
      return new Set(wanted).size < wanted.length || acceptable.some((code) => wanted.includes(code));
    };
    expect(idsOf(contradicts)).toEqual([]);
  });

  it('let only a wanted or excused code stand first too', () => {
    const known = ({ expected: e }: LabelledChart) => [
      ...e.diagnoses.flatMap(waysOf),
      ...(e.acceptable ?? []),
    ];
    expect(idsOf((c) => !(c.expected.firstAlso ?? []).every((code) => known(c).includes(code)))).toEqual([]);
  });

  it('never begin with a code that may not be first (I.C.20, I.C.21.c.16, I.C.19.e.5)', () => {
    const neverFirst = /^(?:[V-Y]|Z(?:68|79|3A|17)|T\d\d\.\w{3}[56]|R65|U09)/;
    expect(idsOf((c) => neverFirst.test(c.expected.diagnoses[0] ?? ''))).toEqual([]);
  });
});

describeWithShared(
  'the labels beside the official files',
  ['data/icd10cm/ICD10-CM-Code-Descriptions-2025.zip', 'data/icd10cm/icd10cm-order-files-2026.zip'],
  () => {
    it('are codes that can be billed on their day', () => {
      const { icd10cm } = terminologyOf(officialSets());
      const unbillable = (c: LabelledChart): readonly string[] =>
        labelsOf(c).filter((text) => {
          const code = icd10CmCode(text);
          return !code || icd10cm.lookup(code, codedOn(c))?.billable !== true;
        });
      expect(charts.flatMap((c) => unbillable(c).map((code) => `${c.id}: ${code}`))).toEqual([]);
    });
  },
);

const labelsOf = ({ expected: e }: LabelledChart): readonly string[] => [
  ...e.diagnoses.flatMap(waysOf),
  ...(e.acceptable ?? []),
  ...(e.firstAlso ?? []),
];
