/** The lines of a claim as later claims of the patient look back on them. */
import type { Facts } from '../chart/index.ts';
import type { Claim } from '../fhir/index.ts';
import type { Resolve } from './claim-records.ts';
import { icdDiagnoses } from './diagnoses.ts';
import type { PastLine } from './model.ts';
import { procedureLines } from './procedure-lines.ts';
import { subjectOfClaim } from './subject.ts';

/** Also of an ExplanationOfBenefit, whose elements of these names are the same (R4 explanationofbenefit.html). */
export function pastLinesOfClaim(claim: Claim, facts?: Facts, resolve?: Resolve): readonly PastLine[] {
  const subject = subjectOfClaim(claim, facts, resolve);
  const diagnoses = [...new Set(icdDiagnoses(subject).map((d) => d.code))];
  return procedureLines(subject).lines.map(({ line, code, on, by }) => ({
    claim: subject.claimNumbers?.[0],
    date: on,
    code,
    modifiers: line.modifiers,
    provider: by === '' ? undefined : by,
    diagnoses,
  }));
}
