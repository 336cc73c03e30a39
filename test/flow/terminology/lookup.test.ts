import { describe, expect, it } from 'vitest';
import { loadTerminology } from '../../../src/store/index.ts';
import { fakeTerminology } from '../../support/fake-terminology.ts';
import { ask, contextOf, ICD10CM, issueOf, properties, told } from './support.ts';

const context = contextOf(loadTerminology());
const look = (sent: object, over = context) => ask('CodeSystem/$lookup', { system: ICD10CM, ...sent }, over);
const relate = (codeA: string, codeB: string, more: object = {}) =>
  ask('CodeSystem/$subsumes', { codeA, codeB, system: ICD10CM, ...more }, context);

describe('CodeSystem/$lookup', () => {
  it('tells the title, the short title, and the place in the hierarchy', () => {
    const answer = look({ code: 'E11.22' });
    expect(told(answer)).toMatchObject({
      name: 'ICD-10-CM',
      version: '2026',
      display: 'Type 2 diabetes mellitus with diabetic chronic kidney disease',
      designation: [
        { name: 'value', valueString: 'Type 2 diabetes mellitus w diabetic chronic kidney disease' },
      ],
    });
    expect(properties(answer, 'parent')).toEqual(['E11.2']);
    expect(properties(answer, 'inactive')).toEqual([false]);
    expect(properties(answer, 'notSelectable')).toEqual([false]);
  });

  it('tells the codes below a heading, which cannot be selected', () => {
    const answer = look({ code: 'G35', date: '2025-10-01' });
    expect(properties(answer, 'child')).toEqual(['G35.A', 'G35.B', 'G35.C', 'G35.D']);
    expect(properties(answer, 'notSelectable')).toEqual([true]);
  });

  it('finds the parent of a code with placeholders', () => {
    expect(properties(look({ code: 'S30.11XA', version: '2026' }), 'parent')).toEqual(['S30.11']);
  });

  it('names the successors and the last day of a retired code, with the title it had', () => {
    const answer = look({ code: 'S30.1XXA', date: '2025-10-01' });
    expect(told(answer).display).toBe('Contusion of abdominal wall, initial encounter');
    expect(properties(answer, 'successor')).toEqual(['S30.11XA', 'S30.12XA', 'S30.13XA']);
    expect(properties(answer, 'retirementDate')).toEqual(['2025-09-30']);
    expect(properties(answer, 'inactive')).toEqual([true]);
    expect(properties(look({ code: 'S30.1XXA', date: '2025-09-30' }), 'inactive')).toEqual([false]);
  });

  it('answers the properties that are asked for, notes by name', () => {
    const answer = look({ code: 'E11.22', property: ['parent', 'useAdditional'] });
    expect(properties(answer, 'inactive')).toEqual([]);
    expect(properties(answer, 'parent')).toEqual(['E11.2']);
    expect(properties(answer, 'useAdditional').join()).toContain('chronic kidney disease');
  });

  it('takes a Coding', () => {
    const coding = { system: 'urn:oid:2.16.840.1.113883.6.90', code: 'G35', version: '2025' };
    expect(told(ask('CodeSystem/$lookup', { coding }, context)).display).toBe('Multiple sclerosis');
  });

  it.each([
    [{ code: 'G35.A', date: '2025-09-30' }, 404, 'from 2025-10-01'],
    [{ code: 'E11.221' }, 404, 'not in'],
    [{ code: 'E11.2.2' }, 404, 'shape'],
    [{ code: 'E11.22', date: '2031-01-01' }, 422, 'Cannot tell'],
    [{ code: '44054006', system: 'http://snomed.info/sct' }, 422, 'Cannot tell'],
    [{ code: '99213', system: 'http://www.ama-assn.org/go/cpt' }, 422, 'not verified'],
    [{ code: 'E11.9', system: 'http://www.ama-assn.org/go/cpt' }, 404, 'shape'],
    [{ code: '99213', system: 'http://www.ama-assn.org/go/cpt', version: '2026' }, 422, 'version'],
  ])('answers %j with %i', (sent, status, words) => {
    const answer = look(sent);
    expect([answer.status, issueOf(answer)?.diagnostics]).toEqual([status, expect.stringContaining(words)]);
  });

  it('cannot tell from a starter', () => {
    const starter = contextOf(fakeTerminology({ codes: { 'A00.0': 'Cholera' }, complete: false }));
    expect(look({ code: 'B99.9' }, starter).status).toBe(422);
  });

  it('needs a code and a system', () => {
    expect(() => look({})).toThrow(expect.objectContaining({ code: 'CW-1003' }));
    expect(() => ask('CodeSystem/$lookup', { code: 'E11.9' }, context)).toThrow(/system is missing/);
  });
});

describe('CodeSystem/$subsumes', () => {
  it.each([
    ['E11', 'E11.22', 'subsumes'],
    ['E11.22', 'E11', 'subsumed-by'],
    ['E1122', 'E11.22', 'equivalent'],
    ['E11.22', 'E11.21', 'not-subsumed'],
    ['E11', 'E10.22', 'not-subsumed'],
    ['S30.1', 'S30.11XA', 'subsumes'],
  ])('%s and %s: %s', (a, b, outcome) => {
    expect(told(relate(a, b))).toEqual({ outcome });
  });

  it('takes Codings', () => {
    const coding = (code: string) => ({ system: 'urn:oid:2.16.840.1.113883.6.90', code });
    const sent = { codingA: coding('E11'), codingB: coding('E11.9') };
    expect(told(ask('CodeSystem/$subsumes', sent, context))).toEqual({ outcome: 'subsumes' });
  });

  it.each<[string, string, object, number]>([
    ['S30.1', 'S30.1XXA', { date: '2025-10-01' }, 404],
    ['E11', 'nonsense', {}, 404],
    ['E11', 'E11.9', { date: '2031-01-01' }, 422],
    ['73211009', '44054006', { system: 'http://snomed.info/sct' }, 422],
    ['99213', '99213', { system: 'http://www.ama-assn.org/go/cpt' }, 422],
  ])('is an error, not a guess, for %s and %s %j', (a, b, more, status) => {
    expect(relate(a, b, more).status).toBe(status);
  });

  it('knows the relation on the day', () => {
    expect(told(relate('S30.1', 'S30.1XXA', { date: '2025-09-30' }))).toEqual({ outcome: 'subsumes' });
  });
});
