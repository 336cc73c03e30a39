/** Measurements and notes: what counts as a result, how it is taken apart, and the words of inline documents. */
import { describe, expect, it } from 'vitest';
import type { DocumentReference, Observation } from '../../src/fhir/index.ts';
import { coded, DAY, encounter, facts, note, observation, START, text } from '../support/chart.ts';

const measured = (over: Partial<Observation> = {}) => facts(observation(over)).measurements;

const loose = (over: Partial<Observation>): Observation => {
  const { encounter: _none, ...rest } = observation(over);
  return rest as Observation;
};

describe('measurements', () => {
  it.each(['final', 'amended', 'corrected', 'preliminary', 'registered'] as const)(
    'count when %s',
    (status) => expect(measured({ status })).toHaveLength(1),
  );
  it.each(['entered-in-error', 'cancelled', 'unknown'] as const)('do not count when %s', (status) =>
    expect(measured({ status })).toHaveLength(0),
  );

  it('belong to this encounter, or to its days when they name none', () => {
    expect(measured({ encounter: { reference: 'Encounter/other' }, effectiveDateTime: DAY })).toHaveLength(0);
    expect(facts(loose({ effectiveDateTime: START })).measurements).toHaveLength(1);
    expect(facts(loose({ effectivePeriod: { start: START } })).measurements).toHaveLength(1);
    expect(facts(loose({ effectiveDateTime: '2026-03-09' })).measurements).toHaveLength(0);
    expect(facts(loose({})).measurements).toHaveLength(0);
  });

  it('have a number and unit, a word, or neither', () => {
    const read = (over: Partial<Observation>) => {
      const [m] = measured(over);
      return [m?.value, m?.unit, m?.words];
    };
    expect(read({ valueQuantity: { value: 36.2, unit: 'kg/m²', code: 'kg/m2' } })).toEqual([
      36.2,
      'kg/m2',
      undefined,
    ]);
    expect(read({ valueQuantity: { value: 0, unit: 'mg' } })).toEqual([0, 'mg', undefined]);
    expect(read({ valueInteger: 14 })).toEqual([14, undefined, undefined]);
    expect(read({ valueCodeableConcept: coded('urn:x', 'POS', 'Positive') })).toEqual([
      undefined,
      undefined,
      'Positive',
    ]);
    expect(read({ valueString: 'trace' })).toEqual([undefined, undefined, 'trace']);
    expect(read({})).toEqual([undefined, undefined, undefined]);
  });

  it('of a panel are taken apart, each with its path', () => {
    const pressure = {
      code: text('Blood pressure'),
      component: [
        { code: text('Systolic'), valueQuantity: { value: 128, unit: 'mmHg' } },
        { code: text('Diastolic'), valueQuantity: { value: 78, unit: 'mmHg' } },
      ],
    };
    expect(measured(pressure).map((m) => [m.id, m.concept.words, m.value, m.evidence[0]?.path])).toEqual([
      ['Observation/o', 'Blood pressure', undefined, 'Observation.value'],
      ['Observation/o', 'Systolic', 128, 'Observation.component[0].value'],
      ['Observation/o', 'Diastolic', 78, 'Observation.component[1].value'],
    ]);
  });

  it('show their words and value as evidence', () => {
    const [m] = measured({ code: text('BMI'), valueQuantity: { value: 31.6, unit: 'kg/m2' } });
    expect(m?.evidence[0]?.words).toBe('BMI 31.6 kg/m2');
  });
});

describe('notes', () => {
  const notes = (words: string, over: Partial<DocumentReference> = {}) => facts(note(words, over)).notes;
  const attached = (words: string, contentType?: string) => ({
    content: [
      {
        attachment: { data: Buffer.from(words).toString('base64'), ...(contentType ? { contentType } : {}) },
      },
    ],
  });

  it('are read from inline text, plain or HTML, in UTF-8', () => {
    expect(notes('Café à la carte')[0]?.text).toBe('Café à la carte');
    expect(notes('', attached('plain', 'text/plain; charset=utf-8'))[0]?.text).toBe('plain');
    expect(notes('', attached('unsaid'))[0]?.text).toBe('unsaid');
    expect(notes('', attached('<p>Total <b>time</b></p>', 'TEXT/HTML'))[0]?.text).toBe('Total time');
    expect(notes('', attached('%PDF', 'application/pdf'))).toEqual([]);
    expect(notes('', { content: [{ attachment: { url: 'Binary/1' } }] })).toEqual([]);
  });

  it('belong to this encounter, or to its days when they name none', () => {
    const of = (reference: string) => ({ context: { encounter: [{ reference }] } });
    expect(notes('x', of('Encounter/other'))).toEqual([]);
    expect(notes('x', { ...of('Encounter/other'), date: START })).toEqual([]);
    expect(notes('x', { context: {}, date: START })).toHaveLength(1);
    expect(notes('x', { ...of('EpisodeOfCare/1'), date: START })).toHaveLength(1);
    expect(notes('x', { context: {}, date: '2026-03-12T09:00:00Z' })).toEqual([]);
  });

  it.each([
    { status: 'superseded' },
    { status: 'entered-in-error' },
    { docStatus: 'entered-in-error' },
  ] as const)('do not count when %j', (over) => expect(notes('x', over)).toEqual([]));

  it('that are scanned books are cut, and say so', () => {
    const [book] = notes('a'.repeat(200_001));
    expect(book?.text.endsWith('[Cut here: the document goes on.]')).toBe(true);
    expect(book?.text.length).toBeLessThan(200_050);
    expect(notes('a'.repeat(200_000))[0]?.text).toHaveLength(200_000);
  });
});

it('without a date of service nothing unattached belongs to the encounter', () => {
  const { period: _none, ...undated } = encounter();
  const read = facts(
    undated as typeof undated & { resourceType: 'Encounter' },
    loose({ effectiveDateTime: DAY }),
  );
  expect(read.measurements).toEqual([]);
});
