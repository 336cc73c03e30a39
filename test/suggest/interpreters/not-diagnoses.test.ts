import { describe, expect, it } from 'vitest';
import { notDiagnoses } from '../../../src/suggest/interpreters/not-diagnoses.ts';
import { fakeTerminology } from '../../support/fake-terminology.ts';
import { context, facts, ICD, MANIFEST, problem, SCT } from './support.ts';

const TABLE = {
  system: SCT,
  concepts: [
    { code: '160903007', display: 'Full-time employment', reason: 'It describes work, not a condition.' },
    { code: '105529008', display: 'Lives alone', reason: 'It is a circumstance.', alternative: 'Z60.2' },
  ],
};
const run = notDiagnoses(TABLE, MANIFEST);
const say = (codings: readonly { system: string; code: string }[], inpatient = false) => {
  const problems = [problem({ codings })];
  const visit = inpatient ? { setting: { value: 'inpatient' as const, evidence: [] } } : {};
  return run(facts({ problems, visit }), context(fakeTerminology(), { problems })).uncoded ?? [];
};

describe('not-diagnoses', () => {
  it('says why a concept is no diagnosis', () => {
    expect(say([{ system: SCT, code: '160903007' }])).toMatchObject([
      {
        about: 'Condition/1',
        reason: 'not-a-diagnosis',
        explanation: 'Full-time employment: It describes work, not a condition.',
        citation: { section: 'IV.J' },
      },
    ]);
  });

  it('names what could be coded instead', () => {
    expect(say([{ system: SCT, code: '105529008' }])[0]?.explanation).toMatch(/Instead: Z60\.2\.$/);
  });

  it('cites the inpatient rule for a stay', () => {
    expect(say([{ system: SCT, code: '160903007' }], true)[0]?.citation.section).toBe('III');
  });

  it('leaves other concepts, other systems and entries with an ICD-10-CM code alone', () => {
    expect(say([{ system: SCT, code: '44054006' }])).toEqual([]);
    expect(say([{ system: 'http://loinc.org', code: '160903007' }])).toEqual([]);
    expect(
      say([
        { system: SCT, code: '105529008' },
        { system: ICD, code: 'Z60.2' },
      ]),
    ).toEqual([]);
  });

  it('refuses a table with a concept twice or without a reason, and names it', () => {
    const twice = { system: SCT, concepts: [TABLE.concepts[0], TABLE.concepts[0]] };
    expect(() => notDiagnoses(twice, MANIFEST)).toThrow(/160903007 stands twice/);
    const bare = { system: SCT, concepts: [{ code: '7', display: 'x' }] };
    expect(() => notDiagnoses(bare, MANIFEST)).toThrow(/concepts\[0\] \(7\).*reason/);
  });
});
