/** Write-back as charges (R4 chargeitem.html): one ChargeItem for each claim line, each with the evidence for its codes. Pure. */
import type { Bundle, ChargeItem, ClaimItem, Coding, Extension, Provenance } from '../../fhir/index.ts';
import { uuidFrom } from '../../kernel/index.ts';
import { elementOf, evidenceIn, movedTo, namedBy } from './evidence.ts';
import { besides, type ClaimEntry, claimEntries, onIdentifier, type WritePlan } from './plan.ts';
import { encounterBehind } from './sources.ts';

export function chargePlan(transaction: Bundle): WritePlan {
  const lines = claimEntries(transaction).flatMap(linesOf);
  const charged = lines.flatMap((line) => chargesBehind(line));
  // A charge that the EHR has of its own and that led to the line is this charge: a second one would bill it twice.
  const open = lines.filter((line) => chargesBehind(line).length === 0);
  return {
    entries: open.map((line) => onIdentifier(urnOf(line), chargeOf(line), tokenOf(line))),
    beside: open.flatMap((line) => {
      const provenance = provenanceOf(line);
      const urn = `urn:uuid:${uuidFrom('charge-provenance', line.of.number, String(line.item.sequence))}`;
      return provenance ? [besides(urn, urnOf(line), provenance, tokenOf(line))] : [];
    }),
    held: [...new Set(charged)],
  };
}

interface ChargeLine {
  readonly of: ClaimEntry;
  readonly item: ClaimItem;
  readonly index: number;
}

const linesOf = (of: ClaimEntry): readonly ChargeLine[] =>
  (of.claim.item ?? []).map((item, index) => ({ of, item, index }));

/** The claim's number and the line's: the same line always has the same identifier. */
const tokenOf = ({ of, item }: ChargeLine): { readonly system: string; readonly value: string } => ({
  system: of.system,
  value: chargeNumber(of.number, item.sequence),
});

export const chargeNumber = (claim: string, line: number): string => `${claim}.${line}`;

const urnOf = ({ of, item }: ChargeLine): string =>
  `urn:uuid:${uuidFrom('charge', of.number, String(item.sequence))}`;

const codeEvidence = ({ of, index }: ChargeLine): readonly Extension[] =>
  evidenceIn(of.provenance).filter((e) => elementOf(e) === `Claim.item[${index}]`);

const chargesBehind = (line: ChargeLine): readonly string[] =>
  codeEvidence(line)
    .flatMap(namedBy)
    .filter((reference) => /(?:^|\/)ChargeItem\//.test(reference));

function chargeOf(line: ChargeLine): ChargeItem {
  const { of, item } = line;
  const { claim } = of;
  const context = encounterBehind(of);
  const performers = performersOf(line);
  const reasons = diagnosesOf(line).flatMap((d) => d.diagnosisCodeableConcept ?? []);
  const [drug] = item.detail ?? [];
  return {
    resourceType: 'ChargeItem',
    identifier: [tokenOf(line)],
    status: 'billable',
    code: { coding: codingsOf(item) },
    subject: claim.patient,
    ...(context ? { context } : {}),
    ...(item.servicedDate ? { occurrenceDateTime: item.servicedDate } : {}),
    ...(item.servicedPeriod ? { occurrencePeriod: item.servicedPeriod } : {}),
    ...(performers.length > 0 ? { performer: performers } : {}),
    ...(item.quantity ? { quantity: item.quantity } : {}),
    ...(reasons.length > 0 ? { reason: reasons } : {}),
    ...(drug ? { productCodeableConcept: drug.productOrService } : {}),
    enteredDate: claim.created,
  };
}

/** The code, then its modifiers in their order, then the revenue code, as further codings: R4 has no element for them. */
function codingsOf({ productOrService, modifier = [], revenue }: ClaimItem): Coding[] {
  const concepts = [productOrService, ...modifier, ...(revenue ? [revenue] : [])];
  return concepts.flatMap((c) => c.coding ?? []).filter((c) => c.system !== ABSENT);
}

const ABSENT = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';

function performersOf({ of, item }: ChargeLine): NonNullable<ChargeItem['performer']> {
  const team = of.claim.careTeam ?? [];
  return (item.careTeamSequence ?? []).flatMap((sequence) => {
    const member = team.find((m) => m.sequence === sequence);
    // Who ordered a service did not perform it.
    return member && !member.role?.coding?.some((c) => c.code === 'ordering')
      ? [{ actor: member.provider }]
      : [];
  });
}

const diagnosesOf = ({ of, item }: ChargeLine) => {
  const all = of.claim.diagnosis ?? [];
  if (!item.diagnosisSequence) return all;
  return item.diagnosisSequence.flatMap((sequence) => all.find((d) => d.sequence === sequence) ?? []);
};

/** Every piece of evidence for what the charge says, under the charge's own elements. */
function provenanceOf(line: ChargeLine): Provenance | undefined {
  const { provenance, claim } = line.of;
  if (!provenance) return undefined;
  const at = `Claim.item[${line.index}]`;
  const reasons = diagnosesOf(line).map((d) => `Claim.diagnosis[${(claim.diagnosis ?? []).indexOf(d)}]`);
  const moved = evidenceIn(provenance).flatMap((e) => {
    const element = elementOf(e);
    const reason = reasons.indexOf(element);
    if (element === at) return [movedTo(e, 'ChargeItem.code')];
    if (reason >= 0) return [movedTo(e, `ChargeItem.reason[${reason}]`)];
    return element.startsWith(`${at}.modifier[`) ? [movedTo(e, 'ChargeItem.code')] : [];
  });
  const { extension: _all, ...rest } = provenance;
  return { ...rest, ...(moved.length > 0 ? { extension: moved } : {}) };
}
