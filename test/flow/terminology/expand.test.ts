import type { ValueSet } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { wordSearch } from '../../../src/flow/index.ts';
import { loadTerminology } from '../../../src/store/index.ts';
import { icd10CmCode } from '../../../src/suggest/module.ts';
import { day, fakeTerminology } from '../../support/fake-terminology.ts';
import { ask, contextOf, ICD10CM, issueOf } from './support.ts';

const terminology = loadTerminology();
const context = contextOf(terminology);
const ALL = `${ICD10CM}?fhir_vs`;
const expand = (sent: object, over = context) => ask('ValueSet/$expand', { url: ALL, ...sent }, over);
const expansion = (sent: object, over = context) => {
  const { resource, status } = expand(sent, over);
  expect(status).toBe(200);
  return (resource as ValueSet).expansion;
};
const codes = (sent: object, over = context) => (expansion(sent, over)?.contains ?? []).map((c) => c.code);

describe('ValueSet/$expand', () => {
  it('lists what lies below a code, headings abstract', () => {
    const found = expansion({ url: `${ALL}=isa-G35`, date: '2025-10-01' });
    expect(found?.contains?.map((c) => [c.code, c.abstract ?? false])).toEqual([
      ['G35', true],
      ['G35.A', false],
      ['G35.B', true],
      ['G35.B0', false],
      ['G35.B1', false],
      ['G35.B2', false],
      ['G35.C', true],
      ['G35.C0', false],
      ['G35.C1', false],
      ['G35.C2', false],
      ['G35.D', false],
    ]);
    expect(found).toMatchObject({ total: 11, offset: 0 });
    expect(found?.contains?.[1]).toMatchObject({ system: ICD10CM, version: '2026' });
    expect(codes({ url: `${ALL}=isa-G35`, date: '2025-09-30' })).toEqual(['G35']);
  });

  it('says what decided it', () => {
    const said = expansion({ url: `${ALL}=isa-G35`, filter: 'sclerosis', count: 2, offset: 1 });
    expect(said?.parameter).toEqual(
      expect.arrayContaining([
        { name: 'version', valueUri: `${ICD10CM}|2026` },
        { name: 'filter', valueString: 'sclerosis' },
        { name: 'count', valueInteger: 2 },
        { name: 'offset', valueInteger: 1 },
      ]),
    );
    expect(said?.contains).toHaveLength(2);
    expect(said?.identifier).toMatch(/^urn:uuid:/);
  });

  it('says that a starter does not hold every code', () => {
    expect(expansion({ filter: 'cholera', date: '2026-03-04' })?.extension?.[0]).toMatchObject({
      valueBoolean: true,
    });
    const whole = contextOf(fakeTerminology({ codes: { 'A00.0': 'Cholera' } }));
    expect(expansion({ filter: 'cholera' }, whole)?.extension).toBeUndefined();
  });

  it('finds by the words of a title and by the beginning of a code', () => {
    expect(codes({ filter: 'diab mell chron kidney', url: `${ALL}=isa-E11` })).toContain('E11.22');
    expect(codes({ filter: 'e11.2' })).toEqual(expect.arrayContaining(['E11.21', 'E11.22']));
    expect(codes({ filter: 'e112' }).every((c) => c?.startsWith('E11.2'))).toBe(true);
    expect(codes({ filter: 'zzzz' })).toEqual([]);
    expect(codes({ filter: '!?' })).toEqual([]);
  });

  it('keeps to the node, whatever a search answers', () => {
    const asked: object[] = [];
    const search: typeof context.search = (text, options) => {
      asked.push({ text, ...options });
      return ['E10.9', 'E11.9'].flatMap((c) => {
        const code = icd10CmCode(c);
        return code ? [{ code, title: c, billable: true }] : [];
      });
    };
    expect(
      codes({ filter: 'dm', url: `${ALL}=isa-E11`, date: '2026-03-04' }, { ...context, search }),
    ).toEqual(['E11.9']);
    expect(asked).toEqual([{ text: 'dm', limit: 200, on: '2026-03-04', under: 'E11' }]);
  });

  it('pages through the whole edition, and refuses to send it in one', () => {
    const total = terminology.icd10cm.release(day('2026-03-04'))?.counts.rows;
    const page = expansion({ count: 3, offset: 2 });
    expect(page).toMatchObject({ total, offset: 2 });
    expect(page?.contains).toHaveLength(3);
    expect(codes({ count: 3, offset: 2 })).toEqual(codes({ count: 5 }).slice(2));
    expect(expansion({ count: 0 })).toMatchObject({ total });
    expect(codes({ count: 0 })).toEqual([]);
    expect(codes({ count: 5, offset: 999_999_999 })).toEqual([]);
    const answer = expand({});
    expect([answer.status, issueOf(answer)?.code]).toEqual([422, 'too-costly']);
  });

  it.each(['2025-09-30T23:00:00-08:00', '2025-09-30'])('is of the day: %s', (date) => {
    expect(codes({ filter: 'G35', date })).toEqual(['G35']);
  });

  it('takes a version by the address, valueSetVersion or system-version', () => {
    for (const sent of [
      { url: `${ALL}|2025` },
      { valueSetVersion: '2025' },
      { 'system-version': `${ICD10CM}|2025` },
    ])
      expect(codes({ filter: 'G35', ...sent })).toEqual(['G35']);
    expect(expand({ url: `${ALL}|2025`, valueSetVersion: '2026', filter: 'G35' }).status).toBe(422);
    expect(() => expand({ 'system-version': 'http://loinc.org|2' })).toThrow(/system-version/);
  });

  it.each<[object, number]>([
    [{ url: 'http://example.org/vs' }, 404],
    [{ filter: 'x', date: '2031-01-01' }, 422],
    [{ url: 'http://www.ama-assn.org/go/cpt?fhir_vs' }, 422],
  ])('answers %j with %i', (sent, status) => {
    expect(expand(sent).status).toBe(status);
  });

  it.each([
    { count: '-1' },
    { count: '1.5' },
    { offset: 'x' },
    { valueSet: {} },
    { 'exclude-system': 'x' },
    { filter: '' },
  ])('refuses %j', (sent) => {
    expect(() => expand(sent)).toThrow(expect.objectContaining({ code: 'CW-1004' }));
  });

  it('passes over parameters that change nothing here', () => {
    expect(codes({ filter: 'G35.A', activeOnly: true, displayLanguage: 'en', _format: 'json' })).toEqual([
      'G35.A',
    ]);
  });
});

describe('the search of a terminology', () => {
  const search = wordSearch(terminology);
  const first = (text: string, on: string): string | undefined =>
    search(text, { limit: 1, on: day(on) })[0]?.code;

  it('answers nothing for a day without an edition', () => {
    expect(search('cholera', { limit: 5, on: day('2010-01-01') })).toEqual([]);
  });

  it('is of the edition of the day, in any order of asking', () => {
    expect(first('multiple sclerosis', '2025-09-30')).toBe('G35');
    expect(first('relapsing remitting multiple sclerosis', '2025-10-01')).toBe('G35.A');
    expect(first('relapsing remitting multiple sclerosis', '2025-09-30')).toBe('G35');
  });

  it('knows short forms and everyday words', () => {
    expect(first('HTN', '2026-03-04')).toBe('I10');
    expect(first('t2dm', '2026-03-04')).toBe('E11.9');
    expect(first('CKD 3b', '2026-03-04')).toBe('N18.32');
  });

  it('keeps to a node and to the limit', () => {
    const under = icd10CmCode('E11');
    const hits = search('kidney', { limit: 3, on: day('2026-03-04'), ...(under && { under }) });
    expect(hits).toHaveLength(3);
    expect(hits.every(({ code }) => code.startsWith('E11'))).toBe(true);
  });
});
