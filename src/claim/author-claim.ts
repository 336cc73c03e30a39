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
import { type AccidentOnClaim, accidentOf } from './accident.ts';
import { numbersOfPayer } from './authorizations.ts';
import { canonical } from './canonical.ts';
import { CLAIM_NUMBERS } from './claim-number.ts';
import { type Line, lineOf } from './lines.ts';
import type { ClaimDraft, ClaimInput, ClaimPart } from './model.ts';
import { type ClaimParties, claimParties, insurancesOf } from './parties.ts';
import { associated, partNumber, partsOf } from './parts.ts';
import { MOST_DIAGNOSES, planDiagnoses } from './pointers.ts';
import { problem } from './problems.ts';
import { provenanceOf } from './provenance.ts';
import { transactionOf } from './transaction.ts';

/** One claim, or several where its lines or the diagnoses they need do not fit into one. */
export function authorClaim(input: ClaimInput): ClaimDraft {
  const { diagnoses, services } = input;
  const parties = claimParties(input);
  const accident = accidentOf(input);
  const split = partsOf(diagnoses, services);
  const numbers = split.map((_, i) => partNumber(parties.number, i));
  const made = split.map((some, i) =>
    authorPart({ ...input, services: some }, { parties, accident }, numbers, i),
  );
  const [{ claim, provenance }, ...parts] = made as [Part, ...Part[]];
  const dropped = diagnoses.filter((d) => !made.some(({ kept }) => kept.includes(d))).map((d) => d.code);
  return {
    claim,
    provenance,
    ...(parts.length > 0 ? { parts: parts.map((p) => ({ claim: p.claim, provenance: p.provenance })) } : {}),
    transaction: transactionOf(made),
    problems: [
      ...parties.problems,
      ...accident.problems,
      ...numbersOfPayer(input.facts).problems,
      ...(diagnoses.length === 0
        ? [problem('claim-diagnosis-missing', 'Claim.diagnosis')]
        : leftOut(dropped)),
      ...(services.length === 0 ? [problem('claim-line-missing', 'Claim.item')] : []),
      ...made.flatMap((part, i) => part.problems.map((p) => (i === 0 ? p : ofPart(p, numbers[i])))),
    ],
  };
}

interface Part extends ClaimPart {
  readonly kept: readonly DiagnosisSuggestion[];
  readonly problems: readonly Finding[];
}

/** What all parts of an encounter have in common. */
interface Common {
  readonly parties: ClaimParties;
  readonly accident: AccidentOnClaim;
}

function authorPart(
  input: ClaimInput,
  { parties, accident }: Common,
  numbers: readonly string[],
  part: number,
): Part {
  const { facts, services } = input;
  const plan = planDiagnoses(input.diagnoses, services);
  const context = { facts, charges: input.charges, on: input.on, team: parties.team };
  const lines = services.map((s, i) =>
    lineOf(s, i, plan.pointers[i] ?? { sequences: [], assumed: false }, context),
  );
  const total = totalOf(lines);
  const items = lines.map((l) => l.item);
  const insurances = insurancesOf(facts, parties.payers, items);
  const number = numbers[part] ?? '';
  const claim: Claim = canonical({
    resourceType: 'Claim',
    identifier: [{ system: CLAIM_NUMBERS, value: number }],
    status: 'active',
    type: { coding: [{ system: SYSTEM.claimType, code: 'professional' }] },
    use: 'claim',
    created: serviceDate(input.madeAt) ?? input.on,
    priority: { coding: [{ system: SYSTEM.processPriority, code: 'normal' }] },
    ...parties.elements,
    ...insurances.elements,
    ...accident.elements,
    billablePeriod: billablePeriod(input),
    ...associated(numbers, part),
    ...supportingInfo(input, accident),
    ...(plan.kept.length > 0 ? { diagnosis: plan.kept.map(diagnosisOf) } : {}),
    ...(lines.length > 0 ? { item: items } : {}),
    ...(total ? { total: toFhirMoney(total) } : {}),
  });
  const provenance = canonical(provenanceOf(input, plan.kept, number));
  const problems = [...lines.flatMap((l) => l.problems), ...insurances.problems];
  return { claim, provenance, kept: plan.kept, problems };
}

/** A path means the first claim unless it names another. */
const ofPart = (finding: Finding, number: string | undefined): Finding => ({
  ...finding,
  expression: `${number}: ${finding.expression}`,
});

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

/** 837P DTP*435 and DTP*096: professional services to an inpatient carry admission and discharge; REF*X4: tests, the laboratory's
 * number; REF*9F: a referral's. */
function supportingInfo(input: ClaimInput, accident: AccidentOnClaim): Pick<Claim, 'supportingInfo'> {
  const { visit } = input.facts;
  const end = visit.endDate ? { end: visit.endDate } : {};
  const clia = cliaNumber(input);
  const all = [
    ...(visit.setting.value === 'inpatient' && visit.date
      ? [{ category: { coding: [ADMISSION] }, timingPeriod: { start: visit.date, ...end } }]
      : []),
    ...(clia ? [{ category: { coding: [CLIA] }, valueString: clia }] : []),
    ...numbersOfPayer(input.facts).information,
    ...accident.information,
  ];
  return all.length > 0 ? { supportingInfo: all.map((info, i) => ({ sequence: i + 1, ...info })) } : {};
}

const ADMISSION = {
  system: 'http://hl7.org/fhir/us/carin-bb/CodeSystem/C4BBSupportingInfoType',
  code: 'admissionperiod',
};
/** X12 data element 128. */
const CLIA = { system: 'https://codesystem.x12.org/005010/128', code: 'X4' };

/** The billing provider's own, where it does a laboratory test here: one sent out (90) or read only (26) is another's. */
function cliaNumber({ facts, services }: ClaimInput): string | undefined {
  const tests = services.some(({ code, modifiers }) => {
    const laboratory = code >= '80047' && code <= '89398' && code.length === 5;
    const marks = modifiers.map((m) => m.code);
    return marks.includes('QW') || (laboratory && !marks.includes('26') && !marks.includes('90'));
  });
  return tests ? facts.parties.find((p) => p.role === 'billing')?.cliaNumber : undefined;
}

/** A total that left a line out would be wrong, so there is none unless every line has its charge. */
function totalOf(lines: readonly Line[]): Money | undefined {
  const nets = lines.flatMap((l) => l.net ?? []);
  return lines.length > 0 && nets.length === lines.length ? sumMoney(nets) : undefined;
}

function leftOut(dropped: readonly string[]): readonly Finding[] {
  const params = { most: MOST_DIAGNOSES, dropped: dropped.join(', ') };
  return dropped.length > 0 ? [problem('claim-diagnosis-left-out', 'Claim.diagnosis', params, dropped)] : [];
}
