/** A professional R4 Claim (claim.html; profile claimwright-professional-claim) and its Provenance from decided codes.
 * Pure: the same input gives the same bytes. What cannot be filled is a finding, never a guess. */
import type { Finding } from '../edits/index.ts';
import { type Claim, type ClaimDiagnosis, SYSTEM } from '../fhir/index.ts';
import {
  canonicalJson,
  type Money,
  type ServiceDate,
  serviceDate,
  sumMoney,
  toFhirMoney,
} from '../kernel/index.ts';
import type { DiagnosisSuggestion } from '../suggest/index.ts';
import { canonical } from './canonical.ts';
import { CLAIM_NUMBERS, claimNumber } from './claim-number.ts';
import { type Line, lineOf } from './lines.ts';
import type { ClaimDraft, ClaimInput } from './model.ts';
import { claimParties } from './parties.ts';
import { type DiagnosisPlan, planDiagnoses } from './pointers.ts';
import { problem } from './problems.ts';
import { provenanceOf } from './provenance.ts';
import { transactionOf } from './transaction.ts';

const MOST_LINES = 50;

export function authorClaim(input: ClaimInput): ClaimDraft {
  const { facts, services } = input;
  const plan = planDiagnoses(input.diagnoses, services);
  const parties = claimParties(facts);
  const context = { facts, charges: input.charges, on: input.on, rendering: parties.rendering };
  const lines = services.map((s, i) =>
    lineOf(s, i, plan.pointers[i] ?? { sequences: [], assumed: false }, context),
  );
  const total = totalOf(lines);
  const number = claimNumber(input.chartSource, facts.visit.id);
  const claim: Claim = canonical({
    resourceType: 'Claim',
    identifier: [{ system: CLAIM_NUMBERS, value: number }],
    status: 'active',
    type: { coding: [{ system: SYSTEM.claimType, code: 'professional' }] },
    use: 'claim',
    created: serviceDate(input.madeAt) ?? input.on,
    priority: { coding: [{ system: SYSTEM.processPriority, code: 'normal' }] },
    ...parties.elements,
    billablePeriod: billablePeriod(input),
    ...supportingInfo(input),
    ...(plan.kept.length > 0 ? { diagnosis: plan.kept.map(diagnosisOf) } : {}),
    ...(lines.length > 0 ? { item: lines.map((l) => l.item) } : {}),
    ...(total ? { total: toFhirMoney(total) } : {}),
  });
  const provenance = canonical(provenanceOf(input, plan.kept, number));
  return {
    claim,
    provenance,
    transaction: transactionOf(claim, provenance, number),
    problems: [
      ...parties.problems,
      ...planProblems(plan),
      ...lineCount(lines),
      ...lines.flatMap((l) => l.problems),
    ],
  };
}

/** The bytes of a claim: what is hashed, kept and compared. */
export const claimBytes = (claim: Claim): string => canonicalJson(claim);

function diagnosisOf(d: DiagnosisSuggestion, i: number): ClaimDiagnosis {
  return {
    sequence: i + 1,
    diagnosisCodeableConcept: { coding: [{ system: SYSTEM.icd10cm, code: d.code, display: d.title }] },
    ...(i === 0 ? { type: [{ coding: [{ system: SYSTEM.diagnosisType, code: 'principal' }] }] } : {}),
  };
}

/** The days of the visit, widened by lines dated outside it: the claim's dates must hold its lines'. */
function billablePeriod({ facts, services, on }: ClaimInput): { start: string; end: string } {
  const { visit } = facts;
  const known = [visit.date ?? on, visit.endDate, ...services.map((s) => s.date)];
  const days = known.filter((d): d is ServiceDate => d !== undefined).sort();
  return { start: days[0] ?? on, end: days.at(-1) ?? on };
}

/** 837P DTP*435 and DTP*096: professional services to an inpatient carry admission and discharge. */
function supportingInfo({ facts: { visit } }: ClaimInput): Pick<Claim, 'supportingInfo'> {
  if (visit.setting.value !== 'inpatient' || !visit.date) return {};
  const category = { coding: [{ system: SUPPORTING_INFO, code: 'admissionperiod' }] };
  const timingPeriod = { start: visit.date, ...(visit.endDate ? { end: visit.endDate } : {}) };
  return { supportingInfo: [{ sequence: 1, category, timingPeriod }] };
}

const SUPPORTING_INFO = 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBSupportingInfoType';

/** A total that left a line out would be wrong, so there is none unless every line has its charge. */
function totalOf(lines: readonly Line[]): Money | undefined {
  const nets = lines.flatMap((l) => l.net ?? []);
  return lines.length > 0 && nets.length === lines.length ? sumMoney(nets) : undefined;
}

function planProblems(plan: DiagnosisPlan): readonly Finding[] {
  if (plan.kept.length === 0) return [problem('claim-diagnosis-missing', 'Claim.diagnosis')];
  if (plan.leftOut.length === 0) return [];
  const dropped = plan.leftOut.map((d) => d.code);
  const id = plan.needed ? 'claim-diagnosis-limit' : 'claim-diagnosis-left-out';
  return [problem(id, 'Claim.diagnosis', { dropped: dropped.join(', ') }, dropped)];
}

function lineCount(lines: readonly Line[]): readonly Finding[] {
  if (lines.length === 0) return [problem('claim-line-missing', 'Claim.item')];
  return lines.length > MOST_LINES
    ? [problem('claim-line-limit', 'Claim.item', { count: lines.length })]
    : [];
}
