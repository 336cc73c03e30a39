/** Who is on the claim: patient, billing provider, care team, facility, payers (837P loops 2010AA, 2310, 2000B, 2320). */
import type { Facts, PartyRole } from '../chart/index.ts';
import type { Finding } from '../edits/index.ts';
import type { Claim, ClaimItem, Reference } from '../fhir/index.ts';
import { numbersOfPayer, withAuthorization } from './authorizations.ts';
import { type CareTeam, careTeamOf } from './care-team.ts';
import type { ClaimInput } from './model.ts';
import { withAnswers } from './payer-answers.ts';
import { numberOf, type Payers, payersOf } from './payer-order.ts';
import { problem } from './problems.ts';
import { followable, partyReference, UNKNOWN } from './references.ts';

export interface ClaimParties {
  readonly elements: Pick<Claim, 'patient' | 'provider'> &
    Partial<Pick<Claim, 'careTeam' | 'facility' | 'insurer'>>;
  readonly payers: Payers;
  readonly team: CareTeam;
  /** The claim's number. */
  readonly number: string;
  readonly problems: readonly Finding[];
}

export function claimParties(
  input: ClaimInput,
  kind: 'professional' | 'institutional' = 'professional',
): ClaimParties {
  const { facts, chartSource } = input;
  const of = { chartSource, encounter: facts.visit.id };
  const billing = referenceOf(facts, 'billing');
  const facility = referenceOf(facts, 'service-facility');
  const patient = followable(facts.person.id);
  const payers = payersOf(facts.coverages, of);
  const insurer = followable(payers.coverages[payers.focal]?.payerReference);
  const team = careTeamOf(input, kind);
  return {
    elements: {
      patient: patient ?? UNKNOWN,
      provider: billing ?? UNKNOWN,
      ...(team.members.length > 0 ? { careTeam: team.members } : {}),
      ...(facility ? { facility } : {}),
      ...(insurer ? { insurer } : {}),
    },
    payers,
    team,
    number: numberOf(of, payers),
    problems: [
      ...(patient ? [] : [problem('claim-patient-missing', 'Claim.patient')]),
      ...(billing ? [] : [problem('claim-billing-provider-missing', 'Claim.provider')]),
      ...(payers.coverages.length > 0 ? [] : [problem('claim-coverage-missing', 'Claim.insurance')]),
      ...team.problems,
    ],
  };
}

function referenceOf(facts: Facts, role: PartyRole): Reference<never> | undefined {
  const party = facts.parties.find((p) => p.role === role);
  return party && partyReference(party);
}

export interface ClaimInsurances {
  readonly elements: Pick<Claim, 'insurance'> & Partial<Pick<Claim, 'contained'>>;
  readonly problems: readonly Finding[];
}

/** Every payer in its place; the one that is billed with its authorisation, those before it with what they answered. */
export function insurancesOf(facts: Facts, payers: Payers, items: readonly ClaimItem[]): ClaimInsurances {
  const references = payers.coverages.flatMap((c) => followable(c.id) ?? []);
  const bare = (references.length > 0 ? references : [UNKNOWN]).map((coverage, i) => ({
    sequence: i + 1,
    focal: i === payers.focal,
    coverage,
  }));
  const { authorization } = numbersOfPayer(facts);
  return withAnswers(withAuthorization(bare, authorization), payers.answers, items);
}
