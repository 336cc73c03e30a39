/** The compact notation: what an EHR would have sent for it, and what the chart's readers make of that. */
import { describe, expect, it } from 'vitest';
import { bundleOf, ENCOUNTER } from '../../bench/accuracy/chart.ts';
import { labelledCharts } from '../../bench/accuracy/labels.ts';
import { type CompactChart, entry } from '../../bench/accuracy/notation.ts';
import { shapeOf } from '../../bench/accuracy/shapes.ts';
import { chartFromBundle, type Facts, factsOf } from '../../src/chart/index.ts';

const VISIT: CompactChart = { patient: 'F 1961-07-14', date: '2026-01-14', setting: 'office' };
const facts = (chart: Partial<CompactChart>, id = 'x-0'): Facts =>
  factsOf(chartFromBundle(bundleOf(id, { ...VISIT, ...chart }), 'https://ehr.example.org/fhir', ENCOUNTER));

/** One id per habit of writing. */
const IDS = ['x-0', 'x-1', 'x-2', 'x-3'];

describe('an entry', () => {
  it('is words with keys, flags and a value', () => {
    const e = entry('BMI | 37.1 kg/m2 | note=twice | list');
    expect([e.words, e.get('value'), e.get('note'), e.has('list'), e.has('refuted')]).toEqual([
      'BMI',
      '37.1 kg/m2',
      'twice',
      true,
      false,
    ]);
  });

  it.each(['HTN | icd10=I10', 'HTN | resolvd=1', 'HTN | 140 | 150=x'])(
    '“%s” is a slip of the pen',
    (text) => {
      expect(() => entry(text)).toThrow('Unknown attribute');
    },
  );
});

describe.each(IDS)('a chart in the habit of %s', (id) => {
  it('says what its conditions say', () => {
    const { problems } = facts(
      {
        conditions: [
          'Hypertension | icd=I10',
          'Cataract | sct=193570009 | list',
          'Flu | icd=J11.1 | refuted',
        ],
      },
      id,
    );
    const said = problems.map((p) => [
      p.concept.words,
      p.concept.codings[0]?.code.replace('.', ''),
      p.verification,
    ]);
    expect(said).toContainEqual(['Hypertension', 'I10', 'confirmed']);
    expect(said).toContainEqual(['Flu', 'J111', 'refuted']);
    expect(problems.find((p) => p.concept.words === 'Cataract')?.link).toBe('problem-list');
  });

  it('carries its note, read as it was written', () => {
    const [note] = facts({ note: 'K <3.5\nA/P: HTN & CKD' }, id).notes;
    expect(note?.text).toContain('HTN');
    expect(note?.text).toContain('K');
  });
});

describe('a stay', () => {
  const stay = { date: '2026-01-09..2026-01-13', setting: 'inpatient' } as const;

  it('has a first and a last day', () => {
    const { visit } = facts(stay);
    expect([visit.setting.value, visit.date, visit.endDate]).toEqual([
      'inpatient',
      '2026-01-09',
      '2026-01-13',
    ]);
  });

  it('tells principal, comorbid and admitting diagnoses apart', () => {
    const { problems } = facts({
      ...stay,
      conditions: [
        'Pneumonia | icd=J18.9 | rank=1 | use=DD',
        'HTN | icd=I10 | rank=2',
        'Cough | icd=R05.9 | use=AD',
      ],
    });
    expect(problems.map((p) => [p.concept.words, p.rank, p.uses])).toEqual([
      ['Pneumonia', 1, ['DD']],
      ['HTN', 2, ['CM']],
      ['Cough', undefined, ['AD']],
    ]);
  });
});

describe('care', () => {
  it('tells a drug given from one prescribed, and names the reason', () => {
    const { services } = facts({
      conditions: ['HTN'],
      medications: ['insulin lispro | given', 'lisinopril 20 mg tablet | for=HTN'],
    });
    expect(services.map((s) => [s.concept.words, s.kind, s.reasons])).toEqual([
      ['lisinopril 20 mg tablet', 'medication', ['Condition/cond-1']],
      ['insulin lispro', 'administration', []],
    ]);
  });

  it.each<[string, readonly (number | string | undefined)[]]>([
    ['BMI | 37.1 kg/m2', [37.1]],
    ['Blood pressure | 148/92 mmHg', [undefined, 148, 92]],
    ['Rapid strep antigen | positive', [undefined]],
  ])('measures %s', (line, values) => {
    expect(facts({ observations: [line] }).measurements.map((m) => m.value)).toEqual(values);
  });
});

it('picks the same habit for the same id, and uses all of them', () => {
  const shapes = labelledCharts().map((c) => shapeOf(c.id));
  expect(new Set(shapes).size).toBe(4);
  expect(shapeOf('card-01')).toBe(shapeOf('card-01'));
});

it('expands every labelled chart into what the readers take', () => {
  for (const { id, chart } of labelledCharts()) {
    const read = facts(chart, id);
    expect(read.visit.setting.value, id).toBe(chart.setting);
    expect(read.problems.filter((p) => p.id.startsWith('Condition/')).length, id).toBe(
      chart.conditions?.length ?? 0,
    );
    expect(read.notes.length, id).toBe(chart.note ? 1 : 0);
  }
});
