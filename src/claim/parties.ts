/** Who is on the claim: billing provider, care team, facility, coverage (837P loops 2010AA, 2310A–D, 2000B). */
import type { CoverageFact, Facts, Party, PartyRole } from '../chart/index.ts';
import type { Finding } from '../edits/index.ts';
import { type Claim, type Reference, SYSTEM } from '../fhir/index.ts';
import { problem } from './problems.ts';
import { followable, partyReference, UNKNOWN } from './references.ts';

type ClaimCareTeam = NonNullable<Claim['careTeam']>[number];

export interface ClaimParties {
  readonly elements: Pick<Claim, 'patient' | 'provider' | 'insurance'> &
    Partial<Pick<Claim, 'careTeam' | 'facility' | 'insurer'>>;
  /** The rendering provider's place in the care team. */
  readonly rendering: number | undefined;
  readonly problems: readonly Finding[];
}

export function claimParties(
  facts: Facts,
  kind: 'professional' | 'institutional' = 'professional',
): ClaimParties {
  const billing = referenceOf(facts, 'billing');
  const facility = referenceOf(facts, 'service-facility');
  const patient = followable(facts.person.id);
  const coverages = payingOrder(facts.coverages);
  const insurer = followable(coverages[0]?.payerReference);
  const careTeam = careTeamOf(facts, kind === 'institutional' ? 'attending' : 'rendering');
  return {
    elements: {
      patient: patient ?? UNKNOWN,
      provider: billing ?? UNKNOWN,
      ...(careTeam.length > 0 ? { careTeam } : {}),
      ...(facility ? { facility } : {}),
      insurance: insuranceOf(coverages),
      ...(insurer ? { insurer } : {}),
    },
    rendering: careTeam.find((member) => roleOf(member) === 'rendering')?.sequence,
    problems: [
      ...(patient ? [] : [problem('claim-patient-missing', 'Claim.patient')]),
      ...(billing ? [] : [problem('claim-billing-provider-missing', 'Claim.provider')]),
      ...(coverages.length > 0 ? [] : [problem('claim-coverage-missing', 'Claim.insurance')]),
    ],
  };
}

const partyIn = (facts: Facts, role: PartyRole): Party | undefined =>
  facts.parties.find((p) => p.role === role);

function referenceOf(facts: Facts, role: PartyRole): Reference<never> | undefined {
  const party = partyIn(facts, role);
  return party && partyReference(party);
}

/** Of a facility's claim the physician who renders is the one who attends (837I 2310A). */
function careTeamOf(facts: Facts, first: 'rendering' | 'attending'): ClaimCareTeam[] {
  const members = (['rendering', 'referring'] as const).flatMap((role) => {
    const party = partyIn(facts, role);
    const provider = referenceOf(facts, role);
    return party && provider ? [{ role, party, provider }] : [];
  });
  return members.map(({ role, party, provider }, i) => ({
    sequence: i + 1,
    provider,
    role: { coding: [{ system: SYSTEM.careTeamRole, code: role === 'rendering' ? first : role }] },
    ...(party.taxonomy
      ? { qualification: { coding: [{ system: SYSTEM.taxonomy, code: party.taxonomy }] } }
      : {}),
  }));
}

const roleOf = (member: ClaimCareTeam): string | undefined => member.role?.coding?.[0]?.code;

/** Active coverages in the record's order; Medicaid pays after every other one (42 CFR 433.139). */
function payingOrder(coverages: readonly CoverageFact[]): readonly CoverageFact[] {
  const active = coverages.filter((c) => c.active && followable(c.id));
  const medicaid = (c: CoverageFact): boolean => c.payerKind === 'medicaid';
  return [...active.filter((c) => !medicaid(c)), ...active.filter(medicaid)];
}

function insuranceOf(coverages: readonly CoverageFact[]): Claim['insurance'] {
  const references = coverages.flatMap((c) => followable(c.id) ?? []);
  return (references.length > 0 ? references : [UNKNOWN]).map((coverage, i) => ({
    sequence: i + 1,
    focal: i === 0,
    coverage,
  }));
}
