/** What every ClaimResponse of ours has (R4 claimresponse.html): of which claim, whose, by whom, when. */
import type { Claim, ClaimResponse, Organization, Reference } from '../../fhir/index.ts';
import { RESPONSE_NUMBERS } from './vocabulary.ts';

export interface ResponseBase {
  readonly id: string;
  /** An instant. */
  readonly at: string;
  readonly outcome: ClaimResponse['outcome'];
  readonly disposition: string;
  /** The payer as the response names it. */
  readonly insurer?: { readonly name: string; readonly id?: string };
  /** The number by which the payer knows the claim (REF*1K, CLP07). */
  readonly payerControlNumber?: string | undefined;
}

export function responseBase(claim: Claim, base: ResponseBase): ClaimResponse {
  return {
    resourceType: 'ClaimResponse',
    id: base.id,
    identifier: [
      { system: RESPONSE_NUMBERS, value: base.id },
      ...(base.payerControlNumber
        ? [{ type: { text: 'Payer claim control number' }, value: base.payerControlNumber }]
        : []),
    ],
    status: 'active',
    type: claim.type,
    use: claim.use,
    patient: claim.patient,
    created: base.at,
    insurer: insurerOf(claim, base),
    request: claimReference(claim),
    outcome: base.outcome,
    disposition: base.disposition,
  };
}

function insurerOf(claim: Claim, { insurer }: ResponseBase): Reference<Organization> {
  if (insurer && (insurer.name !== '' || insurer.id))
    return {
      ...(insurer.name === '' ? {} : { display: insurer.name }),
      ...(insurer.id ? { identifier: { value: insurer.id } } : {}),
    };
  return claim.insurer ?? { display: 'Payer' };
}

/** By its identifier, which every copy of the claim has; by its address too, where it has one. */
export function claimReference(claim: Claim): Reference<Claim> {
  const [identifier] = claim.identifier ?? [];
  return {
    ...(claim.id ? { reference: `Claim/${claim.id}` } : {}),
    type: 'Claim',
    ...(identifier ? { identifier } : {}),
  };
}
