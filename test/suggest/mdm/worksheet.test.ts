/** The worksheet: three elements, the level they carry, what the next would take; and never a level above the evidence. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../../../src/chart/index.ts';
import type { DiagnosisSuggestion } from '../../../src/suggest/index.ts';
import { courseQueries, decideMdm, mdmWorksheet, rankOf, rateTime } from '../../../src/suggest/mdm/index.ts';
import {
  drug,
  dx,
  facts,
  listed,
  measurement,
  noteText,
  ON,
  order,
  problem,
  seen,
  service,
} from '../../support/facts.ts';

const CODES = ['I10', 'E11.9', 'J18.9', 'J06.9', 'R07.9', 'I21.4', 'N39.0', 'Z00.00'];
const REASONS = ['Condition/0', 'Condition/1'];

const diagnosesOf = ({ problems }: Facts): readonly DiagnosisSuggestion[] =>
  problems.flatMap((p) => p.concept.codings.slice(0, 1).map((c) => dx(c.code, { problems: [p.id] })));

const decide = (f: Facts, onlyFor?: readonly string[]) =>
  decideMdm({
    facts: f,
    diagnoses: diagnosesOf(f),
    reportable: f.problems.filter((p) => p.verification === 'confirmed'),
    ...(onlyFor ? { onlyFor } : {}),
  });

const anyProblem = fc.record({
  code: fc.constantFrom(...CODES),
  course: fc.constantFrom('stable', 'worsening', 'severe-exacerbation', 'unstated' as const),
  verification: fc.constantFrom('confirmed', 'provisional' as const),
  kind: fc.constantFrom('diagnosed', 'listed', 'cared for'),
});

const anyService = fc
  .record({
    what: fc.constantFrom('CBC', 'Lipid panel', 'Chest film', 'Morphine', 'lisinopril', 'therapy'),
    kind: fc.constantFrom('order', 'result', 'medication', 'administration', 'procedure' as const),
    action: fc.constantFrom('started', 'continued', undefined),
    reasons: fc.subarray(REASONS),
  })
  .map(({ what, ...over }) => service({ id: `Service/${what}`, words: what, status: 'completed', ...over }));

const NOTES = [
  'History obtained from the mother.',
  'ECG interpreted by me.',
  'Discussed with cardiology.',
  'Decision made to admit.',
  'Ibuprofen as needed.',
  'No DNR order.',
];

const anyFacts: fc.Arbitrary<Facts> = fc
  .record({
    problems: fc.array(anyProblem, { maxLength: 4 }),
    services: fc.array(anyService, { maxLength: 6 }),
    notes: fc.subarray(NOTES),
    results: fc.nat(4),
  })
  .map(({ problems, services, notes, results }) =>
    facts({
      problems: problems.map(({ kind, ...d }, i) => {
        const id = `Condition/${i}`;
        const addressed = kind === 'cared for' ? [seen('MedicationRequest/x')] : [];
        return kind === 'diagnosed' ? problem({ ...d, id }) : listed({ ...d, id, addressed });
      }),
      services,
      notes: notes.map((n, i) => noteText(n, `DocumentReference/${i}`)),
      measurements: Array.from({ length: results }, (_, i) => measurement(`result ${i}`)),
    }),
  );

const without = <T>(all: readonly T[], i: number): readonly T[] => all.filter((_, j) => j !== i);

/** The facts with any one piece of evidence taken away. */
function lessBy(f: Facts): readonly Facts[] {
  return [
    ...f.problems.map((_, i) => ({ ...f, problems: without(f.problems, i) })),
    ...f.services.map((_, i) => ({ ...f, services: without(f.services, i) })),
    ...f.notes.map((_, i) => ({ ...f, notes: without(f.notes, i) })),
    ...f.measurements.map((_, i) => ({ ...f, measurements: without(f.measurements, i) })),
    ...f.problems.map((p, i) => ({ ...f, problems: f.problems.with(i, { ...p, addressed: [] }) })),
    ...f.services.map((s, i) => ({
      ...f,
      services: f.services.with(i, { ...s, reasons: [], action: undefined }),
    })),
  ];
}

describe('the level is never above the evidence', () => {
  // A billed interpretation or a medication's reason never lifts a level when it is taken away, either.
  it('taking any of it away never raises an element or the level', () => {
    const falls = fc.property(anyFacts, fc.option(fc.constant(REASONS), { nil: undefined }), (f, onlyFor) => {
      const whole = decide(f, onlyFor);
      for (const less of lessBy(f)) {
        const part = decide(less, onlyFor);
        for (const element of ['problems', 'data', 'risk'] as const) {
          expect(rankOf(part[element].level)).toBeLessThanOrEqual(rankOf(whole[element].level));
        }
        expect(rankOf(part.level)).toBeLessThanOrEqual(rankOf(whole.level));
      }
    });
    fc.assert(falls, { numRuns: 300 });
  });

  it('each element above the lowest shows its evidence', () => {
    const shown = fc.property(anyFacts, (f) => {
      const mdm = decide(f);
      for (const element of [mdm.problems, mdm.data, mdm.risk]) {
        if (element.level !== 'straightforward') expect(element.evidence.length).toBeGreaterThan(0);
      }
    });
    fc.assert(shown);
  });

  it('looked at for some problems only, it is not above that of all', () => {
    const part = fc.property(anyFacts, (f) => {
      expect(rankOf(decide(f, ['Condition/0']).level)).toBeLessThanOrEqual(rankOf(decide(f).level));
    });
    fc.assert(part);
  });

  it('nothing recorded is straightforward', () => {
    expect(decide(facts())).toMatchObject({ level: 'straightforward', addressed: [] });
  });
});

describe('the worksheet', () => {
  const ESTABLISHED = {
    codes: { straightforward: '99212', low: '99213', moderate: '99214', high: '99215' },
    minutes: { straightforward: 10, low: 20, moderate: 30, high: 40 },
  };
  const sheet = (minutes?: number) => {
    const f = facts({
      problems: [problem({ code: 'I10', course: 'worsening', onset: ON })],
      services: [drug('lisinopril'), order('CBC'), order('TSH')],
      ...(minutes === undefined ? {} : { visit: { minutes } }),
    });
    return mdmWorksheet(decide(f), rateTime(f, ESTABLISHED), '99214');
  };

  it('shows each element with its name in the column, its reason and its evidence', () => {
    const { rows, conclusion } = sheet();
    expect(rows.map((r) => [r.element, r.rating])).toEqual([
      ['Problems addressed', 'moderate'],
      ['Data reviewed and analysed', 'limited'],
      ['Risk of management', 'moderate'],
    ]);
    for (const row of rows) expect(row.evidence.length).toBeGreaterThan(0);
    expect(conclusion).toBe(
      '99214: moderate by medical decision making. For high, two of three elements would have to reach it; problems, data, risk do not.',
    );
  });

  it.each([
    [undefined, 'moderate by medical decision making'],
    [5, 'moderate by medical decision making'],
    [30, 'moderate by medical decision making'],
    [39, 'moderate by medical decision making'],
    [40, 'high by total time'],
  ])('with %s minutes: %s', (minutes, said) => {
    const { rows, conclusion } = sheet(minutes);
    expect(conclusion).toContain(said);
    expect(rows).toHaveLength(minutes === undefined ? 3 : 4);
  });

  it('has nothing above the highest level', () => {
    const f = facts({
      problems: [problem({ code: 'I21.4' })],
      notes: [noteText('Decision made to admit. ECG interpreted by me. Discussed with cardiology.')],
    });
    expect(mdmWorksheet(decide(f), undefined, '99285').conclusion).toBe(
      '99285: high by medical decision making. It is the highest level.',
    );
  });

  it('names the next code and its minutes where the family is known', () => {
    const f = facts({
      problems: [problem({ code: 'I10', course: 'worsening', onset: ON })],
      services: [drug('lisinopril')],
      visit: { minutes: 30 },
    });
    const next = (family = ESTABLISHED) =>
      mdmWorksheet(decide(f), rateTime(f, family), '99214', family).conclusion;
    expect(next()).toBe(
      '99214: moderate by medical decision making. For 99215 (high), two of three elements would have to reach it; problems, data, risk do not. Its time is 40 minutes.',
    );
  });

  it('skips a level that has no code of its own', () => {
    const family = {
      codes: { straightforward: '99221', low: '99221', moderate: '99222', high: '99223' },
      minutes: { low: 40, moderate: 55, high: 75 },
    };
    const f = facts({ problems: [problem({ code: 'J06.9' })] });
    expect(mdmWorksheet(decide(f), undefined, '99221', family).conclusion).toContain('For 99222 (moderate)');
  });

  it('asks for a course that is not on record only where it would decide the level', () => {
    const asked = (course: 'stable' | 'unstated', services = [drug('lisinopril')]) =>
      courseQueries(decide(facts({ problems: [problem({ code: 'I10', course })], services })), facts()).map(
        (q) => q.id,
      );
    expect(asked('unstated')).toEqual(['problem-course']);
    expect(asked('stable')).toEqual([]);
    expect(asked('unstated', [])).toEqual([]);
  });
});
