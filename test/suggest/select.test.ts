/** Which problems may be reported (guidelines II.H, III, IV.G–IV.J), and what falls out once a code is known. */
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/chart/index.ts';
import { dropUnreportable, selectProblems } from '../../src/suggest/select.ts';
import { dx, facts, listed, ON, problem, seen } from '../support/facts.ts';
import { day } from '../support/fake-terminology.ts';

const OFFICE = { setting: 'office' } as const;
const STAY = { setting: 'inpatient', date: day('2026-03-06'), endDate: ON } as const;
const { endDate: _end, ...open } = { ...STAY };
const STILL_IN = { ...open, endDate: undefined } as const;

type VisitDraft = NonNullable<Parameters<typeof facts>[0]>['visit'];

const select = (p: Problem, visit: VisitDraft = OFFICE) =>
  selectProblems(facts({ problems: [p], ...(visit ? { visit } : {}) }), ON);

/** Why a problem is not reported: `reason section`, or `reported`. */
function verdict(p: Problem, visit?: VisitDraft): string {
  const { reportable, uncoded } = select(p, visit);
  const [out] = uncoded;
  expect(reportable.length + uncoded.length).toBe(1);
  return out ? `${out.reason} ${out.citation.section}` : 'reported';
}

describe('status of the Condition', () => {
  it.each([
    ['entered-in-error', 'entered-in-error I.A.19'],
    ['refuted', 'refuted IV.H'],
    ['confirmed', 'reported'],
    ['unstated', 'reported'],
  ] as const)('%s: %s, in every setting', (verification, expected) => {
    for (const visit of [OFFICE, STAY, { setting: 'emergency' as const }]) {
      expect(verdict(problem({ verification }), visit)).toBe(expected);
    }
  });

  const abated = (date: string | undefined, more = {}) =>
    problem({ clinical: 'resolved', abated: date === undefined ? undefined : day(date), ...more });

  it.each([
    ['without a date', undefined, 'not-current IV.J'],
    ['before the visit', '2026-03-09', 'not-current IV.J'],
    ['on the day of the visit', '2026-03-10', 'reported'],
    ['after the visit', '2026-03-20', 'reported'],
  ])('resolved %s: %s', (_name, date, expected) => expect(verdict(abated(date))).toBe(expected));

  it('resolved during a stay it was treated in', () => {
    expect(verdict(abated('2026-03-08'), STAY)).toBe('reported');
    expect(verdict(abated('2026-03-05'), STAY)).toBe('not-current IV.J');
  });

  it('resolved, but begun only after the visit, was not there', () => {
    expect(verdict(abated('2026-04-01', { onset: day('2026-03-20') }))).toBe('not-current IV.J');
    expect(verdict(abated('2026-04-01', { onset: ON }))).toBe('reported');
  });

  it.each(['active', 'recurrence', 'relapse', 'remission'] as const)('%s is reported', (clinical) =>
    expect(verdict(problem({ clinical }))).toBe('reported'),
  );

  it('inactive is not current; no status at all is, unless it ended before', () => {
    expect(verdict(problem({ clinical: 'inactive' }))).toBe('not-current IV.J');
    expect(verdict(problem({ clinical: 'unstated' }))).toBe('reported');
    expect(verdict(problem({ clinical: 'unstated', abated: day('2026-03-09') }))).toBe('not-current IV.J');
    expect(verdict(problem({ clinical: 'unstated', abated: ON }))).toBe('reported');
  });

  it('a listed problem recorded after the visit was not known in it', () => {
    expect(verdict(listed({ onset: day('2026-03-11') }))).toBe('not-current IV.J');
    expect(verdict(listed({ onset: ON }))).toBe('reported');
    expect(verdict(problem({ onset: day('2026-03-11') }))).toBe('reported');
  });

  it('says why in a sentence for the coder, with the evidence and the guidelines of the year', () => {
    const [out] = select(abated('2025-01-01')).uncoded;
    expect(out).toMatchObject({
      about: 'Condition/c',
      explanation: 'The condition is resolved and not coded as current; a history or sequela code may apply.',
      citation: { source: 'ICD-10-CM Official Guidelines FY 2026', section: 'IV.J' },
      evidence: [{ reference: 'Condition/c' }],
    });
    const later = select(listed({ onset: day('2026-03-11') })).uncoded[0];
    expect(later?.explanation).toBe('Recorded on 2026-03-11, after this encounter: not coded here.');
  });
});

describe('doubt', () => {
  const DOUBTS: readonly Problem[] = [
    problem({ verification: 'unconfirmed' }),
    problem({ verification: 'provisional' }),
    problem({ verification: 'differential' }),
    problem({ uncertainWords: 'suspected' }),
  ];

  it.each(['office', 'emergency', 'observation', 'urgent-care', 'telehealth', 'unknown'] as const)(
    'is not coded outpatient: %s',
    (setting) => {
      for (const p of DOUBTS) expect(verdict(p, { setting })).toBe('uncertain IV.H');
    },
  );

  it('is coded at inpatient discharge, and remembered', () => {
    for (const p of DOUBTS) expect(verdict(p, STAY)).toBe('reported');
    expect([...select(DOUBTS[0] ?? problem(), STAY).doubtful]).toEqual(['Condition/c']);
    expect(select(problem(), STAY).doubtful.size).toBe(0);
  });

  it('is not coded before the discharge', () => {
    for (const p of DOUBTS) expect(verdict(p, STILL_IN)).toBe('uncertain II.H');
  });

  it('is outranked by a refutation', () => {
    expect(verdict(problem({ verification: 'refuted', uncertainWords: 'possible' }), STAY)).toBe(
      'refuted IV.H',
    );
  });

  it('names the word, else the status', () => {
    const words = (p: Problem) => select(p).uncoded[0]?.explanation;
    expect(words(problem({ uncertainWords: 'r/o', verification: 'provisional' }))).toContain('(r/o)');
    expect(words(problem({ verification: 'provisional' }))).toContain('(provisional)');
  });
});

describe('the problem list', () => {
  const drop = (code: string, ...problems: readonly Problem[]) => {
    const selection = selectProblems(facts({ problems }), ON);
    const { kept, uncoded } = dropUnreportable(
      [dx(code, { problems: problems.map((p) => p.id) })],
      selection,
      ON,
    );
    return kept.length === 1 ? 'kept' : uncoded.map((u) => `${u.reason} ${u.citation.section}`).join();
  };

  it.each([
    'I10',
    'I11.0',
    'E11.22',
    'E10.9',
    'J44.9',
    'N18.31',
    'I50.22',
    'G20.A1',
    'B20',
    'Z94.0',
    'M06.9',
  ])('%s is chronic and systemic: it affects care whenever it is there', (code) =>
    expect(drop(code, listed({ code }))).toBe('kept'),
  );

  it.each(['H25.9', 'M17.11', 'F32.A', 'K21.9', 'Z87.891', 'J45.909', 'E78.5', 'C50.412'])(
    '%s is reported only when it was addressed',
    (code) => {
      expect(drop(code, listed({ code }))).toBe('not-addressed IV.J');
      expect(drop(code, listed({ code, addressed: [seen('MedicationRequest/x')] }))).toBe('kept');
      expect(drop(code, problem({ code, link: 'condition-encounter' }))).toBe('kept');
    },
  );

  it('a code that one addressed problem carries stays for the listed one, too', () => {
    expect(drop('M17.11', listed({ id: 'Condition/a' }), problem({ id: 'Condition/b' }))).toBe('kept');
    expect(drop('M17.11', listed({ id: 'Condition/a' }), listed({ id: 'Condition/b' }))).toBe(
      'not-addressed IV.J,not-addressed IV.J',
    );
  });

  it('a code that speaks for no problem is not judged by problems', () => {
    const selection = selectProblems(facts({ problems: [] }), ON);
    expect(dropUnreportable([dx('H25.9', { problems: [] })], selection, ON).kept).toHaveLength(1);
  });
});

describe('confirmed only, at inpatient discharge too', () => {
  const p = problem({ verification: 'provisional' });
  const sure = problem({ id: 'Condition/sure' });
  const drop = (code: string, problems: readonly string[]) => {
    const selection = selectProblems(facts({ problems: [p, sure], visit: STAY }), ON);
    return dropUnreportable([dx(code, { problems })], selection, ON);
  };

  it.each(['B20', 'U07.1', 'A92.5', 'J09.X1', 'J10.1'])('%s is not coded on doubt', (code) => {
    const { kept, uncoded } = drop(code, [p.id]);
    expect(kept).toEqual([]);
    expect(uncoded).toMatchObject([{ about: p.id, reason: 'uncertain', citation: { section: 'II.H' } }]);
  });

  it.each(['J18.9', 'J11.1', 'B19.20', 'A92.0'])('%s is', (code) =>
    expect(drop(code, [p.id]).kept).toHaveLength(1),
  );

  it('one problem that is sure carries the code', () => {
    expect(drop('U07.1', [p.id, sure.id]).kept).toHaveLength(1);
  });
});

describe('the admitting diagnosis', () => {
  const of = (...uses: readonly (readonly string[])[]) => {
    const problems = uses.map((u, i) => problem({ id: `Condition/${i}`, uses: u }));
    const { uncoded } = selectProblems(facts({ problems, visit: STAY }), ON);
    return uncoded.map((u) => `${u.about} ${u.reason} ${u.citation.section}`);
  };
  it('gives way to those after study', () => expect(of(['AD'], ['DD'])).toEqual(['Condition/0 replaced II']));
  it('stands where nothing else was recorded after study', () => expect(of(['AD'], [])).toEqual([]));
  it('stands where it is a discharge diagnosis, too', () => expect(of(['AD', 'DD'], ['DD'])).toEqual([]));
});
