import { describe, expect, it } from 'vitest';
import { subjectOfCodes } from '../../src/edits/index.ts';
import { SYSTEM } from '../../src/fhir/index.ts';
import {
  type DiagnosisSuggestion,
  diagnosis,
  type ServiceSuggestion,
  service,
} from '../../src/suggest/index.ts';
import { fakeTerminology } from '../support/fake-terminology.ts';
import { factParty, facts, GOOD_NPI, ON } from './subjects.ts';

const rule = { module: 'm', version: '1', rule: 'r', citation: { source: 's', section: '1' } };
const coded = (code: string, ...problems: readonly string[]): DiagnosisSuggestion =>
  diagnosis({ code, problems, confidence: 1, evidence: [], rule }, fakeTerminology(), ON);
const billed = (code: string, more: Partial<ServiceSuggestion> = {}): ServiceSuggestion =>
  service({
    system: SYSTEM.cpt,
    code,
    label: code,
    date: undefined,
    confidence: 1,
    evidence: [],
    rule,
    ...more,
  });

const diagnoses = [
  coded('E11.22', 'Condition/dm', 'Condition/ckd'),
  coded('N18.31', 'Condition/ckd'),
  coded('W19.XXXA', 'Condition/fall'),
  coded('I10', 'Condition/htn'),
  coded('E78.5', 'Condition/lipids'),
  coded('K21.9', 'Condition/gerd'),
];

describe('subjectOfCodes', () => {
  const chart = facts({
    parties: [factParty('billing', 'Organization/o', GOOD_NPI), factParty('rendering', 'Practitioner/p')],
  });
  const subject = subjectOfCodes(
    diagnoses,
    [
      billed('99214'),
      billed('83036', { problems: ['Condition/ckd', 'Condition/dm'], units: 2 }),
      billed('12001', { problems: ['Condition/fall'] }),
      billed('99406', { modifiers: [{ code: 'xs', reason: '', evidence: [] }], placeOfService: '11' }),
    ],
    chart,
    ON,
    false,
  );

  it('numbers the diagnoses in their order and names the first the principal', () => {
    expect(subject.diagnoses.map((d) => [d.sequence, d.code, d.type, d.expression])).toEqual([
      [1, 'E11.22', 'principal', 'Claim.diagnosis[0]'],
      [2, 'N18.31', undefined, 'Claim.diagnosis[1]'],
      [3, 'W19.XXXA', undefined, 'Claim.diagnosis[2]'],
      [4, 'I10', undefined, 'Claim.diagnosis[3]'],
      [5, 'E78.5', undefined, 'Claim.diagnosis[4]'],
      [6, 'K21.9', undefined, 'Claim.diagnosis[5]'],
    ]);
  });

  it('points each line at the conditions of its problems, else at the first four', () => {
    expect(subject.lines.map((l) => l.pointers)).toEqual([
      [1, 2, 4, 5],
      [1, 2],
      [1, 2, 4, 5],
      [1, 2, 4, 5],
    ]);
  });

  it('dates a line by the visit where the service is not dated', () => {
    expect(subject.lines.map((l) => l.date)).toEqual([ON, ON, ON, ON]);
    expect(subject.lines[3]).toMatchObject({ modifiers: ['XS'], placeOfService: '11', units: 1 });
  });

  it('has the parties of the chart', () => {
    expect(subject.parties).toMatchObject([
      { role: 'billing', npi: GOOD_NPI, expression: 'Claim.provider', resolved: true, individual: false },
      {
        role: 'rendering',
        npi: undefined,
        expression: 'Claim.careTeam[0].provider',
        resolved: true,
        individual: true,
      },
    ]);
  });

  it('is of the stage at which no claim is made', () => {
    expect(subject).toMatchObject({ stage: 'codes', kind: 'professional', on: ON, totalCents: undefined });
  });
});
